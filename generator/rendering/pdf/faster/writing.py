"""写出: numbers and objects as bytes of a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import md5
from itertools import accumulate
from math import ceil, log
from typing import Any, BinaryIO

import pydyf

original_data = pydyf.Stream.data


def to_bytes(item: Any) -> bytes:
    """As pydyf's, to a thousandth of a point."""
    kind = type(item)
    if kind is str:
        return bytes(item, "ascii")
    if kind is int:
        return b"%d" % item
    if kind is float:
        short = b"%.3f" % item
        return b"0" if short == b"-0.000" else short.rstrip(b"0").rstrip(b".")
    if isinstance(item, bytes):
        return item
    return item.data if isinstance(item, pydyf.Object) else bytes(str(item), "ascii")


def data(stream: Any) -> bytes:
    """As `Stream.data`, of one whose content is compressed already (`binding.py`)."""
    packed: bytes | None = getattr(stream, "packed", None)
    if packed is None:
        whole: bytes = original_data.fget(stream)
        return whole
    told = pydyf.Dictionary({**stream.extra, "Filter": "/FlateDecode", "Length": len(packed)})
    return b"\n".join((told.data, b"stream", packed, b"endstream"))


ELSEWHERE = pydyf.Object()
"""in the list of objects, for one that is in a stream of objects already"""


def object_stream(numbers: Sequence[int], objects: Sequence[bytes], *, compress: bool = True) -> Any:
    """对象流 of objects with these numbers."""
    starts = accumulate((len(one) + 1 for one in objects), initial=0)
    index = " ".join(f"{number} {start}" for number, start in zip(numbers, starts, strict=False)).encode()
    told = {"Type": "/ObjStm", "N": len(objects), "First": len(index) + 1}
    made = pydyf.Stream([index, *objects], told, compress)
    made.members = numbers
    return made


def write(pdf: Any, output: BinaryIO, version: object, _identifier: object, compress: bool) -> None:  # noqa: FBT001 - as in pydyf
    """As `PDF.write`: objects that may be are in streams; the identifier is made of all, on the way."""
    pdf.add_object(pdf.info)
    loose = [one for one in pdf.objects[1:] if one is not ELSEWHERE and not isinstance(one, pydyf.Stream)]
    bodies = [one.data for one in loose]
    pdf.add_object(object_stream([one.number for one in loose], bodies, compress=compress))
    digest = md5(b"".join(bodies), usedforsecurity=False)
    at = output.write(b"%%PDF-%s\n%%\xf0\x9f\x96\xa4\n" % to_bytes(version))
    places = [(0, 0, 65535)] * (len(pdf.objects) + 1)
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream):
            data = one.data
            digest.update(data)
            places[one.number] = (1, at, 0)
            for place, number in enumerate(getattr(one, "members", ())):
                places[number] = (2, one.number, place)
            at += output.write(b"%d 0 obj\n%s\nendobj\n" % (one.number, data))
    places[-1] = (1, at, 0)
    _write_places(pdf, output, places, digest.hexdigest().encode())


def _write_places(pdf: Any, output: BinaryIO, places: list[tuple[int, int, int]], identifier: bytes) -> None:
    """Where each object stands, the table itself last."""
    at = places[-1][1]
    widths = (1, ceil(log(at + 1, 256)), ceil(log(max(one[2] for one in places) + 1, 256)))
    table = b"".join(value.to_bytes(width, "big") for one in places for width, value in zip(widths, one, strict=True))
    told = {"Type": "/XRef", "Index": pydyf.Array((0, len(places))), "W": pydyf.Array(widths), "Size": len(places)}
    told |= {"Root": pdf.catalog.reference, "Info": pdf.info.reference}
    told["ID"] = pydyf.Array([pydyf.String(identifier).data] * 2)
    stream = pydyf.Stream([table], told, compress=True)
    pdf.add_object(stream)
    output.write(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream.number, stream.data, at))
