#!/usr/bin/env python3
"""House rules that swift-format does not check; HACKING.md explains them.

Without options: prints each breach as file:line: text, exit 1 if there is any.
--thermometer: prints the figures that should not rise unnoticed, always exit 0.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINES_MAX = 600
DECLARATION = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:package|public)\s+"
    r"(?:static |final |mutating |nonisolated |indirect |override |convenience )*"
    r"(func|struct|enum|class|actor|protocol|typealias|init|subscript|var|let|macro|case|extension)\b"
)
# A stored property whose name and type say everything needs no sentence; a computed one does.
STORED = re.compile(r"\b(?:let|var)\s+\w+\s*:\s*[^{]*(?:=[^{]*)?$")
UNSAFE = re.compile(r"\btry!|\bas!|@unchecked\b|nonisolated\(unsafe\)|\bfatalError\(")
TODO = re.compile(r"\b(TODO|FIXME|XXX)\b")
TODO_OK = re.compile(r"TODO\(#\d+\)")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def swift_files(*folders):
    return sorted(p for f in folders for p in (ROOT / f).rglob("*.swift"))


def documented(lines, index):
    """Whether a /// comment stands above, attributes in between allowed."""
    index -= 1
    while index >= 0 and lines[index].strip().startswith(("@", ")", '"')):
        index -= 1
    return index >= 0 and lines[index].strip().startswith("///")


def check_source(path, breaches):
    lines = path.read_text(encoding="utf-8").splitlines()
    where = path.relative_to(ROOT)
    if len(lines) > LINES_MAX:
        breaches.append(f"{where}:{LINES_MAX}: longer than {LINES_MAX} lines; split it")
    for number, line in enumerate(lines, 1):
        code = line.split("//")[0]
        if UNSAFE.search(code) and "// SAFETY:" not in "".join(lines[max(0, number - 4):number]):
            breaches.append(f"{where}:{number}: unsafe construct without a // SAFETY: comment")
        if TODO.search(line) and not TODO_OK.search(line):
            breaches.append(f"{where}:{number}: TODO without an issue number, TODO(#12)")
        match = DECLARATION.match(line)
        if not match or match.group(1) == "extension":
            continue
        if match.group(1) in ("let", "var") and STORED.search(line.rstrip()):
            continue
        if not documented(lines, number - 1):
            breaches.append(f"{where}:{number}: undocumented: {line.strip()[:60]}")


def check_tests(path, breaches):
    where = path.relative_to(ROOT)
    text = path.read_text(encoding="utf-8")
    if len(text.splitlines()) > LINES_MAX:
        breaches.append(f"{where}:{LINES_MAX}: longer than {LINES_MAX} lines; split it")
    for number, line in enumerate(text.splitlines(), 1):
        if "import XCTest" in line:
            breaches.append(f"{where}:{number}: swift-testing only")
        if TODO.search(line) and not TODO_OK.search(line):
            breaches.append(f"{where}:{number}: TODO without an issue number, TODO(#12)")


def check_fixtures(breaches):
    folders = {p.parent for p in ROOT.glob("Tests/**/*.eml")} | {
        p.parent for p in ROOT.glob("demo/**/*.eml")}
    for folder in sorted(folders):
        chain = [folder, *folder.parents]
        if not any((place / "ORIGIN").exists() for place in chain[: chain.index(ROOT)]):
            breaches.append(f"{folder.relative_to(ROOT)}: mails without an ORIGIN file")


def check_paper(breaches):
    for path in sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/**/*.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for target in LINK.findall(line):
                if "://" not in target and not target.startswith("mailto:"):
                    if not (path.parent / target).exists():
                        breaches.append(
                            f"{path.relative_to(ROOT)}:{number}: link to nothing: {target}")


def thermometer():
    sources, tests = swift_files("Sources"), swift_files("Tests")
    lengths = sorted(len(p.read_text(encoding="utf-8").splitlines()) for p in sources)
    comments = code = todos = 0
    for path in sources:
        for line in path.read_text(encoding="utf-8").splitlines():
            stripped = line.strip()
            comments += stripped.startswith("//")
            code += bool(stripped) and not stripped.startswith("//")
            todos += bool(TODO.search(line))
    test_lines = sum(len(p.read_text(encoding="utf-8").splitlines()) for p in tests)
    total = sum(lengths)
    over = sum(1 for length in lengths if length > 500)
    print(f"source files {len(lengths)}, lines {total}")
    print(f"lines a file: median {lengths[len(lengths) // 2]}, longest {lengths[-1]}, "
          f"over 500: {100 * over / len(lengths):.1f} %")
    print(f"comments {100 * comments / (comments + code):.0f} %")
    print(f"tests : source {test_lines / total:.2f}")
    print(f"TODO a thousand lines {1000 * todos / total:.2f}")


def main():
    if "--thermometer" in sys.argv[1:]:
        thermometer()
        return 0
    breaches = []
    for path in swift_files("Sources"):
        check_source(path, breaches)
    for path in swift_files("Tests"):
        check_tests(path, breaches)
    check_fixtures(breaches)
    check_paper(breaches)
    print("\n".join(breaches) if breaches else "house rules: kept")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
