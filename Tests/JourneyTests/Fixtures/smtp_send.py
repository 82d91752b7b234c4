#!/usr/bin/env python3
"""Hands the mail on standard input to an SMTP server on this machine.

usage: smtp_send.py PORT SENDER RECIPIENT < MAIL
"""

import smtplib
import sys

port, sender, recipient = sys.argv[1:4]
with smtplib.SMTP("127.0.0.1", int(port), timeout=20) as server:
    server.sendmail(sender, [recipient], sys.stdin.buffer.read())
