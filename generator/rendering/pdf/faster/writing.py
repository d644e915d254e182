"""写出: numbers and objects as bytes of a PDF."""

from __future__ import annotations

from hashlib import md5
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


def write(pdf: Any, output: BinaryIO, version: object, _identifier: object, compress: object) -> None:
    """As `PDF.write`: objects that may be are in one stream; the identifier is made of all, on the way."""
    pdf.add_object(pdf.info)
    digest, packed = md5(usedforsecurity=False), list[tuple[int, bytes]]()
    at = output.write(b"%%PDF-%s\n%%\xf0\x9f\x96\xa4\n" % to_bytes(version))
    places = [(0, 0, 65535)]
    for one in pdf.objects[1:]:
        data = one.data
        digest.update(data)
        if isinstance(one, pydyf.Stream):
            places.append((1, at, 0))
            at += output.write(b"%d 0 obj\n%s\nendobj\n" % (one.number, data))
        else:
            places.append((2, len(pdf.objects), len(packed)))
            packed.append((one.number, data))
    bodies = [data for _, data in packed]
    starts = [0]
    for data in bodies:
        starts.append(starts[-1] + len(data) + 1)
    index = " ".join(f"{number} {start}" for (number, _), start in zip(packed, starts, strict=False)).encode()
    told = {"Type": "/ObjStm", "N": len(packed), "First": len(index) + 1}
    stream = pydyf.Stream([index, *bodies], told, compress)
    pdf.add_object(stream)
    places.append((1, at, 0))
    at += output.write(b"%d 0 obj\n%s\nendobj\n" % (stream.number, stream.data))
    _write_places(pdf, output, [*places, (1, at, 0)], digest.hexdigest().encode())


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
