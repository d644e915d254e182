"""标准符合性: what WeasyPrint leaves out of a file that is both PDF/A-3a (archiving) and PDF/UA-1 (accessible)."""

from __future__ import annotations

from collections.abc import Callable

UA_1 = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""PDF/A allows only declared metadata, so the mark of PDF/UA comes with its own declaration"""

Describe = Callable[[str, int, str], bytes]


def declaring_ua(describe: Describe) -> Describe:
    """WeasyPrint's writer of XMP metadata, with PDF/UA-1 declared beside what it declares."""

    def described(variant: str, version: int, conformance: str) -> bytes:
        return describe(variant, version, conformance).replace(b"</rdf:RDF>", UA_1 + b"</rdf:RDF>")

    return described
