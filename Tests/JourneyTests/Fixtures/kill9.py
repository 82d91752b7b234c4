#!/usr/bin/env python3
"""Plays an MTA on a machine that fails at every other moment.

Delivers mails of its own making to `mailgate`: new ones, replies by tag, replies by reference, and
mails that come twice. About every second process is killed by SIGKILL at a random moment of its
life, and delivered again, with other trace headers, until it exits with 0.

Then it asks `postern ... --format json`, and nothing else, whether every mail was recorded exactly
once, each reply on its ticket, and every notification that is due stands in the outbox exactly once
or was sent. Prints one line and exits with 0, or every mistake and exits with 1.

Needs an instance with the queue "support", the shipped scrips, an AdminCc, and delivery into a
maildir. Standard library only.
"""

import argparse
import collections
import concurrent.futures
import email
import hashlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

ATTEMPTS_MAX = 100
SITE = "example.org"


class Mail:
    """One mail, delivered until it is taken over; `key` names its conversation."""

    def __init__(self, key, sender, message_id, source):
        self.key = key
        self.sender = sender
        self.message_id = message_id
        self.source = source
        self.hashes = set()

    def bytes_of_attempt(self, attempt):
        """As a Postfix pipe hands it over: the lines on top differ each time."""
        trace = (
            f"From {self.sender}  Fri Nov 20 09:{attempt % 60:02}:00 2026\n"
            f"Return-Path: <{self.sender}>\n"
            f"Delivered-To: support@{SITE}\n"
            f"Received: from client.example.com by mx.{SITE} with ESMTP id A{attempt};\n"
            f"\tFri, 20 Nov 2026 09:{attempt % 60:02}:00 +0000\n"
        )
        return (trace + self.source).encode()


class Run:
    """The whole play."""

    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.problems = []
        self.starts = 0
        self.kills = 0
        self.deliveries = 0
        self.life_seconds = 0.06

    # ------------------------------------------------------------------ writing mails

    def mail(self, key, serial, fields=(), subject="Something broke"):
        sender = f"writer{key}@example.com"
        message_id = f"{key}.{serial}.{self.options.seed}@mail.example.com"
        source = "\n".join(
            [
                f"From: Writer {key} <{sender}>",
                f"To: support@{SITE}",
                f"Subject: {subject}",
                "Date: Fri, 20 Nov 2026 09:00:00 +0000",
                f"Message-ID: <{message_id}>",
                *fields,
                "",
                f"Mail {serial} of conversation {key}.",
                "x" * self.random.randrange(2000),
                "",
            ]
        )
        return Mail(key, sender, message_id, source)

    def plan(self):
        """How many mails of each sort: 2 in 5 are new, 1 in 10 comes twice."""
        total = self.options.mails
        new = total * 2 // 5
        twice = total // 10
        return new, total - new - twice, twice

    # ------------------------------------------------------------------ delivering

    def mailgate(self):
        return [
            os.path.join(self.options.bin, "mailgate"), "--queue", "support",
            "--config", self.options.config,
        ]

    def attempt(self, mail, number, moment):
        """One start; `moment` in seconds is when it is killed, None lets it live."""
        content = mail.bytes_of_attempt(number)
        mail.hashes.add(hashlib.sha256(content).hexdigest())
        with tempfile.TemporaryFile() as file:
            file.write(content)
            file.seek(0)
            process = subprocess.Popen(
                self.mailgate(), stdin=file, stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, env={"PATH": "/usr/bin:/bin", "SENDER": mail.sender},
            )
            if moment is not None:
                time.sleep(moment)
                process.kill()
            _, errors = process.communicate()
        return process.returncode, errors.decode(errors="replace").strip()

    def deliver(self, mail):
        """What an MTA does: again and again until 0. Counts are the caller's to add up."""
        chance = random.Random(self.random_seed(mail))
        starts = kills = 0
        while starts < ATTEMPTS_MAX:
            moment = chance.uniform(0, self.life_seconds) if chance.random() < 0.5 else None
            status, errors = self.attempt(mail, chance.randrange(1_000_000), moment)
            starts += 1
            if status == 0:
                return starts, kills, None
            if status == -9 and moment is not None:
                kills += 1
            elif status != 75:
                return starts, kills, f"{mail.message_id}: mailgate ended with {status}: {errors}"
        return starts, kills, f"{mail.message_id}: not taken over after {starts} attempts: {errors}"

    def random_seed(self, mail):
        self.deliveries += 1
        return f"{self.options.seed} {mail.message_id} {self.deliveries}"

    def deliver_all(self, mails):
        self.random.shuffle(mails)
        with concurrent.futures.ThreadPoolExecutor(self.options.workers) as pool:
            for starts, kills, problem in pool.map(self.deliver, mails):
                self.starts += starts
                self.kills += kills
                if problem:
                    self.problems.append(problem)

    def measure(self):
        """How long an undisturbed process lives here, so that kills fall on all of its life."""
        times = []
        for number in range(5):
            mail = self.mail(f"warm{number}", 0)
            start = time.monotonic()
            status, errors = self.attempt(mail, 1, None)
            times.append(time.monotonic() - start)
            if status != 0:
                sys.exit(f"kill9: a first mail is not taken over ({status}): {errors}")
            self.warm.append(mail)
        self.life_seconds = max(0.06, 1.2 * statistics.median(times))

    # ------------------------------------------------------------------ asking

    def postern(self, *arguments):
        command = [
            os.path.join(self.options.bin, "postern"), *arguments,
            "--config", self.options.config, "--format", "json",
        ]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"kill9: {' '.join(command)}: {done.stderr.decode()}")
        return json.loads(done.stdout)["data"]

    def outbox(self):
        return self.postern("outbox", "list", "--all", "--limit", "1000000")

    def tickets(self):
        return self.postern("ticket", "list", "--all", "--limit", "10000")["tickets"]

    # ------------------------------------------------------------------ the play

    def play(self):
        new, replies, twice = self.plan()
        self.warm = []
        self.measure()
        first = [self.mail(key, 0) for key in range(new)]
        self.deliver_all(first + self.random.sample(first, twice // 2))

        autoreplies = {row["to"][0]: row for row in self.outbox()
                       if row["scrip"] == "on-create-autoreply"}
        second = []
        for number in range(replies):
            opening = first[number % new]
            row = autoreplies.get(opening.sender)
            if row is None:
                self.problems.append(f"{opening.message_id}: no autoreply is due")
                continue
            second.append(self.reply(opening, row, number))
        self.deliver_all(second + self.random.sample(second, twice - twice // 2))
        return self.warm + first + second

    def reply(self, opening, autoreply, number):
        serial = 1 + number
        sort = number % 3
        if sort == 0:
            tag = f"Re: [{SITE} #{autoreply['ticket']}] Something broke"
            return self.mail(opening.key, serial, subject=tag)
        known = opening.message_id if sort == 1 else autoreply["message_id"]
        name = "In-Reply-To" if number % 2 else "References"
        return self.mail(opening.key, serial, [f"{name}: <{known}>"], subject="Re: it")

    # ------------------------------------------------------------------ the reckoning

    def check(self, mails):
        tickets = [ticket["id"] for ticket in self.tickets()]
        with concurrent.futures.ThreadPoolExecutor(self.options.workers) as pool:
            shown = list(pool.map(lambda id: self.postern("ticket", "show", str(id)), tickets))
        self.check_mails(mails, shown)
        due = self.check_notifications(shown)
        return len(shown), due

    def check_mails(self, mails, shown):
        expected = {mail.message_id: mail for mail in mails}
        seen = collections.Counter()
        home = {}
        for ticket in shown:
            number = ticket["ticket"]["id"]
            for entry in ticket["history"]:
                stored = entry.get("mail")
                if stored is None:
                    continue
                message_id = stored["message_id"]
                seen[message_id] += 1
                mail = expected.get(message_id)
                if mail is None:
                    self.problems.append(f"#{number} has a mail that was never sent: {message_id}")
                    continue
                if stored["sha256"] not in mail.hashes:
                    self.problems.append(f"{message_id}: stored bytes are not those delivered")
                if home.setdefault(mail.key, number) != number:
                    self.problems.append(f"{message_id} is on #{number}, not #{home[mail.key]}")
        for message_id in expected:
            if seen[message_id] != 1:
                self.problems.append(f"{message_id} is recorded {seen[message_id]} times")
        if len(shown) != len({mail.key for mail in mails}):
            self.problems.append(f"{len(shown)} tickets are more or less than conversations")
        for stored in self.postern("mail", "quarantine", "list"):
            self.problems.append(f"{stored['message_id']} is in quarantine: {stored['quarantine']}")

    def check_notifications(self, shown):
        """Against what the scrips owe, and against what each ticket says was decided."""
        due = collections.Counter()
        for ticket in shown:
            requestor = ticket["ticket"]["requestors"][0]
            for entry in ticket["history"]:
                place = f"#{ticket['ticket']['id']} {entry['type']} {entry['id']}"
                owed = {
                    "Create": [("on-create-autoreply", requestor),
                               ("on-create-notify-staff", self.options.staff)],
                    "Correspond": [("on-correspond-notify-staff", self.options.staff)],
                }.get(entry["type"], [])
                queued = [(row["scrip"], address) for row in entry["outbox"]
                          for address in row["recipients"]]
                decided = [(decision["scrip"], decision["address"])
                           for decision in entry["decisions"] if decision["is_mailed"]]
                if sorted(queued) != sorted(owed):
                    self.problems.append(f"{place}: queued {queued}, owed {owed}")
                if sorted(decided) != sorted(owed):
                    self.problems.append(f"{place}: decided {decided}, owed {owed}")
                for row in entry["outbox"]:
                    due[row["message_id"]] += 1
        for message_id, count in due.items():
            if count != 1:
                self.problems.append(f"{message_id} is in the outbox {count} times")
        return due

    def check_sent(self, due):
        """What the outbox calls sent lies in the maildir, and nothing else does but what a process
        sent before it was killed."""
        files = collections.Counter()
        folder = os.path.join(self.options.sent, "new")
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), "rb") as file:
                files[email.message_from_binary_file(file)["Message-ID"].strip("<>")] += 1
        states = collections.Counter()
        for row in self.outbox():
            states[row["state"]] += 1
            count = files.pop(row["message_id"], 0)
            allowed = {"sent": (1,), "sending": (0, 1), "queued": (0,)}.get(row["state"])
            if allowed is None or count not in allowed:
                self.problems.append(
                    f"{row['message_id']} is {row['state']} and lies {count} times in the maildir")
        for message_id in files:
            self.problems.append(f"{message_id} was sent, but is not in the outbox")
        if sum(states.values()) != sum(due.values()):
            self.problems.append("the outbox and the tickets' histories differ")
        return states


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True, help="folder of mailgate and postern")
    parser.add_argument("--config", required=True, help="settings file of the instance")
    parser.add_argument("--sent", required=True, help="maildir that the instance delivers into")
    parser.add_argument("--staff", required=True, help="address of the queue's AdminCc")
    parser.add_argument("--mails", type=int, default=300, help="deliveries, twins included")
    parser.add_argument("--workers", type=int, default=4, help="deliveries at a time")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same mails")
    run = Run(parser.parse_args())

    start = time.monotonic()
    mails = run.play()
    run.postern("outbox", "flush", "--limit", "1000000")
    tickets, due = run.check(mails)
    states = run.check_sent(due)

    for problem in run.problems:
        print("kill9:", problem)
    if run.kills < run.options.mails // 10:
        print("kill9: hardly any process was killed, so this run says nothing")
        return 1
    shown = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    print(
        f"kill9: {run.options.mails} deliveries took {run.starts} starts, {run.kills} of them"
        f" killed within {run.life_seconds * 1000:.0f} ms; {len(mails)} mails on {tickets} tickets,"
        f" {sum(due.values())} notifications ({shown}), {len(run.problems)} mistakes;"
        f" {time.monotonic() - start:.0f} s"
    )
    return 1 if run.problems else 0


if __name__ == "__main__":
    sys.exit(main())
