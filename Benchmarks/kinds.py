#!/usr/bin/env python3
"""Measures how well `postern mail parse` tells bounces from people's mail.

    python3 Benchmarks/kinds.py FOLDER [--bin .build/debug] [--list]

FOLDER holds mails, each with NAME.expected.json beside it: an object with `is_bounce`,
`auto_generated`, `bounce_recipients`, as far as they are known. Prints recall of bounces, how many
mails that are said to be no bounce, or of which nothing is said, were taken for one, and how often
exactly the recipients that failed were found. --list names the mails that differ.
"""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
from pathlib import Path

REPORTS = ("bounce", "delay notice", "receipt", "feedback report")


def parse(program, path):
    done = subprocess.run(
        [program, "mail", "parse", "--json"], stdin=path.open("rb"), capture_output=True,
        timeout=120, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--bin", type=Path, default=Path(".build/debug"))
    options.add_argument("--list", action="store_true", help="name the mails that differ")
    given = options.parse_args()
    program = str((given.bin / "postern").resolve())
    suffix = ".expected.json"
    mails = [Path(str(p)[: -len(suffix)]) for p in sorted(given.folder.rglob("*" + suffix))]
    mails = [p for p in mails if p.is_file()]
    if not mails:
        sys.exit(f"kinds.py: no mails with {suffix} under {given.folder}")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda p: parse(program, p), mails))

    counts = dict.fromkeys(
        ("failed", "bounces", "found", "no_bounces", "wrong", "silent", "unsure", "named", "exact",
         "automatic", "agreed"), 0)
    differing = []
    for path, got in zip(mails, results):
        if got is None:
            counts["failed"] += 1
            differing.append((path, "not read"))
            continue
        want = json.loads(Path(str(path) + suffix).read_text(encoding="utf-8"))
        is_bounce, is_automatic = want.get("is_bounce"), want.get("auto_generated")
        if is_bounce:
            counts["bounces"] += 1
            counts["found"] += got["is_bounce"]
            if not got["is_bounce"]:
                differing.append((path, f"a bounce, taken for {got['kind']}"))
        elif is_bounce is False:
            counts["no_bounces"] += 1
            counts["wrong"] += got["is_bounce"]
            if got["is_bounce"]:
                differing.append((path, f"no bounce, taken for {got['kind']}"))
        elif not is_automatic:
            # Nobody has looked at these; most are people's, and a report among them is listed.
            counts["silent"] += 1
            counts["unsure"] += got["kind"] in REPORTS
            if got["kind"] in REPORTS:
                differing.append((path, f"nothing is said of it, taken for {got['kind']}"))
        if is_automatic is not None:
            counts["automatic"] += 1
            counts["agreed"] += got["auto_generated"] == is_automatic
        names = {x.lower() for x in want.get("bounce_recipients") or []}
        if names:
            counts["named"] += 1
            is_exact = names == {x.lower() for x in got.get("bounce_recipients") or []}
            counts["exact"] += is_exact
            if not is_exact:
                differing.append((path, f"recipients {got.get('bounce_recipients')}"))

    def share(part, whole):
        return f"{part}/{whole}" + (f" ({100 * part / whole:.1f} %)" if whole else "")

    print(f"mails {len(mails)}, not read {counts['failed']}")
    print(f"bounces found            {share(counts['found'], counts['bounces'])}")
    print(f"others taken for one     {share(counts['wrong'], counts['no_bounces'])}")
    print(f"reports among the rest   {share(counts['unsure'], counts['silent'])}")
    print(f"automatic or not, agreed {share(counts['agreed'], counts['automatic'])}")
    print(f"recipients exactly found {share(counts['exact'], counts['named'])}")
    if given.list:
        for path, why in differing:
            print(f"{path.relative_to(given.folder)}: {why}")


if __name__ == "__main__":
    main()
