#!/usr/bin/env python3
"""Makes the first inputs of the fuzzer out of mails.

usage: seeds.py FORM TARGET FOLDER...

mail: each mail as it is. html, text, tnef, report: what lies in the mails of that form. Mails over
32 KB are left out; small inputs are tried more often.
"""
import email
import hashlib
import sys
from pathlib import Path

BYTES_MAX = 32 << 10
TYPES = {"html": "text/html", "text": "text/plain", "tnef": "application/ms-tnef"}


def pieces(form, raw):
    """The inputs in one mail."""
    if form == "mail":
        yield raw
    elif form == "header":
        yield raw.partition(b"\nFrom: ")[2] or raw
    elif form == "report":
        head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
        if b"multipart/report" in head.lower():
            yield body
    else:
        for part in email.message_from_bytes(raw).walk():
            if part.get_content_type() == TYPES[form] and not part.is_multipart():
                yield part.get_payload(decode=True) or b""


def main(form, target, folders):
    target = Path(target)
    target.mkdir(parents=True, exist_ok=True)
    for path in (p for folder in folders for p in sorted(Path(folder).rglob("*"))):
        if not path.is_file() or path.suffix in (".json", ".md"):
            continue
        try:
            found = list(pieces(form, path.read_bytes()))
        except Exception as error:  # a mail that Python cannot read is none to stop for
            print(f"{path}: left out: {error!r}", file=sys.stderr)
            continue
        for piece in found:
            if 0 < len(piece) <= BYTES_MAX:
                (target / hashlib.sha1(piece).hexdigest()).write_bytes(piece)
    print(f"{form}: {len(list(target.iterdir()))} seeds")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
