"""Office 文件的构造 (ECMA-376): a zip of XML parts, looked at and read within bounds; workbooks and Word files share it.

Nothing is evaluated, fetched or unpacked to disk (decision 0036).
"""
