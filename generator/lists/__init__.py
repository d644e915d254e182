"""名册: lists that a bureau keeps in workbooks and documents share: a year's codes, its departments and their units."""
