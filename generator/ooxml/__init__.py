"""Office 文件的构造 (ECMA-376): a zip of XML parts, read within bounds, of workbooks and of Word alike.

Nothing is evaluated, fetched or unpacked to disk (decision 0036).
"""
