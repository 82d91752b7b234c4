#!/usr/bin/env python3
"""Measures `mailgate`, one process a mail: CPU, wall time, memory, bytes stored a mail, mails a second.

    python3 Benchmarks/mailgate.py --bin .build/release [--n 200] [--tickets 20 20000]

For each number of tickets a fresh SQLite instance is made in a temporary folder and filled to that
number; then --n mails go in one after the other, then --n others four at once. Notifications are
delivered to a maildir, fsync'd, inside the same process, and are part of the figures.

Mails come from the generator given by --mails (mails.py of the shared benchmark folder, found by
itself where it lies beside the checkout), else from one of our own of the same mix: 60 % new, 40 %
replies; 45 % plain 2 KB, 45 % with HTML 15 KB, 10 % with an attachment of 200 KB.
"""
import argparse
import base64
import concurrent.futures
import os
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared" / "bench" / "mails.py"


def own_mails(folder, count, base, seed):
    """The same mix as the shared generator, for a checkout that stands alone."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    words = "printer floor update cable network login reset invoice order laptop mouse vpn".split()

    def text(size):
        lines = []
        while sum(map(len, lines)) < size:
            lines.append(" ".join(rng.choice(words) for _ in range(9)) + ".\n")
        return "".join(lines)

    for index in range(count):
        reply = base > 0 and rng.random() < 0.4
        person = f"user{rng.randrange(max(4, base or 4))}@cust.example.org"
        subject = f"{rng.choice(words)} {rng.choice(words)} {rng.randrange(999)}"
        if reply:
            subject = f"Re: [example.com #{rng.randint(1, base)}] {subject}"
            person = "agent1@example.com"
        head = (f"Return-Path: <{person}>\nFrom: {person}\nTo: support@example.com\n"
                f"Subject: {subject}\nDate: Mon, 02 Nov 2026 10:00:00 +0000\n"
                f"Message-ID: <{seed}.{index}.{rng.getrandbits(64):x}@cust.example.org>\n"
                "MIME-Version: 1.0\n")
        kind = rng.random()
        if kind < 0.45:
            mail = head + "Content-Type: text/plain\n\n" + text(1300)
        elif kind < 0.9:
            html = "".join(f"<p>{line}</p>\n" for line in text(9000).splitlines())
            mail = (head + 'Content-Type: multipart/alternative; boundary="=_b"\n\n--=_b\n'
                    f"Content-Type: text/plain\n\n{text(3000)}\n--=_b\n"
                    f"Content-Type: text/html\n\n{html}\n--=_b--\n")
        else:
            blob = base64.encodebytes(rng.randbytes(150_000)).decode()
            mail = (head + 'Content-Type: multipart/mixed; boundary="=_b"\n\n--=_b\n'
                    f"Content-Type: text/plain\n\n{text(2000)}\n--=_b\n"
                    'Content-Type: application/octet-stream; name="log.bin"\n'
                    f"Content-Transfer-Encoding: base64\n\n{blob}\n--=_b--\n")
        (folder / f"{index:06}.eml").write_text(mail)


def make_mails(generator, folder, count, base, seed):
    if generator:
        subprocess.run(
            [sys.executable, str(generator), "--seed", str(seed), "--n", str(count),
             "--base", str(base), "--out", str(folder), "--safe"],
            check=True, stdout=subprocess.DEVNULL)
    else:
        own_mails(folder, count, base, seed)
    return sorted(folder.glob("*.eml"))


def instance(bin_folder, folder):
    """An instance with one queue, one member of staff who watches it, and a maildir to deliver to."""
    postern = bin_folder / "postern"
    config = folder / "postern.yaml"
    subprocess.run(
        [postern, "init", "--name", "example.com", "--dir", folder, "--queue", "support",
         "--address", "support@example.com", "--transport", "maildir",
         "--transport-path", folder / "out", "--share", HERE.parent],
        check=True, stdout=subprocess.DEVNULL)
    for arguments in (
        ["user", "create", "agent1", "--address", "agent1@example.com", "--privileged"],
        ["queue", "watcher", "add", "support", "AdminCc", "agent1"],
    ):
        subprocess.run([postern, *arguments, "--config", config], check=True,
                       stdout=subprocess.DEVNULL)
    return config


def run_one(bin_folder, config, mail):
    """One mailgate process: wall seconds, CPU seconds with children, peak KiB, exit status."""
    started = time.perf_counter()
    with open(mail, "rb") as stdin:
        process = subprocess.Popen(
            [bin_folder / "mailgate", "--config", config, "--queue", "support"], stdin=stdin,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env={"PATH": "/usr/bin:/bin", "RECIPIENT": "support@example.com"})
        error = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode != 0:
        sys.exit(f"mailgate exited {process.returncode} for {mail}: {error.decode()}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def database(folder):
    return next(folder.glob("**/*.db"))


def fill(path, wanted):
    """Copies the tickets that are there, with all that hangs on them, until there are `wanted`."""
    link = sqlite3.connect(path)
    tables = {
        "tickets": "id", "watchers": "id", "transactions": "id", "mails": "id",
        "messages": "id", "outbox": "id", "mail_decisions": "id",
    }
    have = link.execute("SELECT COUNT(*) FROM tickets").fetchone()[0]
    step = {table: link.execute(f"SELECT COALESCE(MAX({key}), 0) FROM {table}").fetchone()[0]
            for table, key in tables.items()}
    step["mail_contents"] = step["mails"]
    shifts = {
        "tickets": {"id": "tickets"}, "watchers": {"id": "watchers", "ticket_id": "tickets"},
        "transactions": {"id": "transactions", "ticket_id": "tickets"},
        "mails": {"id": "mails", "ticket_id": "tickets", "transaction_id": "transactions"},
        "mail_contents": {"mail_id": "mails"},
        "messages": {"id": "messages", "transaction_id": "transactions", "mail_id": "mails"},
        "outbox": {"id": "outbox", "ticket_id": "tickets", "transaction_id": "transactions"},
        "mail_decisions": {"id": "mail_decisions", "transaction_id": "transactions",
                           "outbox_id": "outbox"},
        "message_ids": {"ticket_id": "tickets"},
    }
    unique = {"mails": "fingerprint", "outbox": "message_id", "message_ids": "message_id"}
    rounds = 0
    while have * (rounds + 1) < wanted:
        rounds += 1
        for table, keys in shifts.items():
            columns = [row[1] for row in link.execute(f"PRAGMA table_info({table})")]
            values, arguments = [], []
            for column in columns:
                if column in keys:
                    values.append(f"{column} + ?")
                    arguments.append(step[keys[column]] * rounds)
                elif unique.get(table) == column:
                    values.append(f"{column} || ?")
                    arguments.append(f".{rounds}")
                else:
                    values.append(column)
            first = {"message_ids": "ticket_id", "mail_contents": "mail_id"}.get(table, "id")
            limit = step[keys[first]]
            seated = " AND ticket_id IS NOT NULL" if table == "watchers" else ""
            link.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "
                f"FROM {table} WHERE {first} <= ?{seated}", [*arguments, limit])
    link.commit()
    link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    link.close()


def stored(folder):
    return sum(p.stat().st_size for p in database(folder).parent.glob("*.db*"))


def report(name, results, seconds, stored_bytes, sent_bytes):
    walls = sorted(1000 * wall for wall, _, _ in results)
    cpus = sorted(1000 * cpu for _, cpu, _ in results)
    p95 = int(len(results) * 0.95)
    print(f"{name:<28} {statistics.median(cpus):7.1f} {cpus[p95]:7.1f} "
          f"{statistics.median(walls):8.1f} {walls[p95]:7.1f} "
          f"{max(r[2] for r in results) / 1024:8.1f} {len(results) / seconds:8.1f} "
          f"{stored_bytes / len(results) / 1024:9.1f} {stored_bytes / sent_bytes:7.2f}")


def measure(options, tickets):
    folder = Path(tempfile.mkdtemp(prefix="postern-bench-", dir=options.tmp))
    try:
        config = instance(options.bin, folder / "site")
        for mail in make_mails(options.mails, folder / "first", min(20, tickets), 0, 7):
            run_one(options.bin, config, mail)
        fill(database(folder / "site"), tickets)
        base = min(tickets, 20)
        for name, jobs, seed in (("one after the other", 1, 11), ("four at once", 4, 13)):
            mails = make_mails(options.mails, folder / f"mails{seed}", options.n, base, seed)
            sent = sum(mail.stat().st_size for mail in mails)
            before = stored(folder / "site")
            started = time.perf_counter()
            with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
                results = list(pool.map(lambda m: run_one(options.bin, config, m), mails))
            seconds = time.perf_counter() - started
            link = sqlite3.connect(database(folder / "site"))
            link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            link.close()
            report(f"{tickets:>6} tickets, {name}", results, seconds,
                   stored(folder / "site") - before, sent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=Path, required=True, help="folder of mailgate and postern")
    parser.add_argument("--n", type=int, default=200, help="mails a run")
    parser.add_argument("--tickets", type=int, nargs="+", default=[20, 20_000])
    parser.add_argument("--mails", type=Path, default=SHARED if SHARED.exists() else None,
                        help="generator of mails")
    parser.add_argument("--tmp", default=None, help="where instances are made; a real disk")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source = options.mails.name if options.mails else "own generator"
    print(f"mailgate, one process a mail, {options.n} mails a run, mails: {source}, "
          f"{os.cpu_count()} cores")
    print(f"{'':<28} {'CPU ms':>7} {'p95':>7} {'wall ms':>8} {'p95':>7} {'MiB max':>8} "
          f"{'mails/s':>8} {'KiB/mail':>9} {'x input':>7}")
    for tickets in options.tickets:
        measure(options, tickets)


if __name__ == "__main__":
    main()
