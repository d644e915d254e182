"""个人信息: mobile, identity-card and bank-card numbers in a text, however they are written (domain 4.5, rule X22).

`folding.py` reads a text as plain digits, `numbers.py` knows what such numbers are made of, `detection.py` finds them,
`findings.py` says so without repeating them.
"""
