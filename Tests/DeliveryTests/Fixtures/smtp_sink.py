"""A small SMTP server for tests, standard library only: takes mails on loopback and keeps them.

    python3 smtp_sink.py FOLDER [OPTIONS]

Prints its port, then serves until its standard input ends. Mail number N is kept as FOLDER/N.eml,
as it came over the wire with the dots unstuffed, and FOLDER/N.json says what its envelope was.
A recipient whose local part begins with "unknown" is refused with 550, one with "later" with 451.
"""

import argparse
import base64
import json
import os
import socket
import ssl
import sys
import threading

options = argparse.ArgumentParser()
options.add_argument("folder")
options.add_argument("--greeting", default="220 sink.example.org ESMTP")
options.add_argument("--mail", default="250 2.1.0 sender ok", help="answer to MAIL FROM")
options.add_argument("--data", default="354 go ahead", help="answer to DATA")
options.add_argument("--final", default="250 2.0.0 taken as sink-%d", help="answer to the body")
options.add_argument("--drop", choices=["body", "taken", "farewell"], help="close there")
options.add_argument("--silent", action="store_true", help="connect, and never say a word")
options.add_argument("--certificate", help="PEM file; offers STARTTLS")
options.add_argument("--key", help="PEM file")
options.add_argument("--implicit", action="store_true", help="TLS from the first byte")
options.add_argument("--auth", help="USER:PASSWORD, without which no mail is taken")
options.add_argument("--hide-auth", action="store_true", help="do not offer AUTH")
options = options.parse_args()

numbers = iter(range(1, 1_000_000))
number_lock = threading.Lock()


class Session:
    def __init__(self, connection):
        self.connection = connection
        self.secure = False
        self.user = None
        self.helo = None
        self.reset()

    def reset(self):
        self.sender = None
        self.recipients = []

    def say(self, line):
        self.connection.sendall(line.encode() + b"\r\n")

    def encrypt(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.secure = True
        self.lines = self.connection.makefile("rb")

    def serve(self):
        if options.silent:
            self.connection.recv(1)
            return
        if options.implicit:
            self.encrypt()
        self.lines = self.connection.makefile("rb")
        self.say(options.greeting)
        while True:
            line = self.lines.readline()
            if not line:
                return
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            verb = text[:4].upper()
            if verb == "QUIT":
                if options.drop != "farewell":
                    self.say("221 bye")
                return
            if not self.obey(verb, text):
                return

    def obey(self, verb, text):
        if verb == "EHLO":
            self.helo = text[5:]
            offers = ["sink.example.org", "8BITMIME", "SIZE 100000000"]
            if options.certificate and not self.secure:
                offers.append("STARTTLS")
            if options.auth and not options.hide_auth:
                offers.append("AUTH PLAIN")
            for offer in offers[:-1]:
                self.say("250-" + offer)
            self.say("250 " + offers[-1])
        elif verb == "STAR":
            self.say("220 go ahead")
            self.encrypt()
        elif verb == "AUTH":
            self.authenticate(text)
        elif verb == "MAIL":
            if options.auth and not self.user:
                self.say("550 5.7.1 relaying denied")
            else:
                self.sender = text[text.index("<") + 1 : text.index(">")]
                self.say(options.mail)
        elif verb == "RCPT":
            self.take_recipient(text[text.index("<") + 1 : text.index(">")])
        elif verb == "DATA":
            self.say(options.data)
            return not options.data.startswith("354") or self.take_mail()
        else:
            self.say("500 5.5.1 what?")
        return True

    def take_recipient(self, address):
        if address.startswith("unknown"):
            self.say("550-5.1.1 no such mailbox:")
            self.say("550 5.1.1 " + address)
        elif address.startswith("later"):
            self.say("451 4.2.1 mailbox busy")
        else:
            self.recipients.append(address)
            self.say("250 2.1.5 recipient ok")

    def authenticate(self, text):
        words = text.split(" ")
        if len(words) < 3:
            self.say("334 ")
            words.append(self.lines.readline().decode().strip())
        _, user, password = base64.b64decode(words[2]).decode().split("\0")
        if user + ":" + password == options.auth:
            self.user = user
            self.say("235 2.7.0 welcome")
        else:
            self.say("535 5.7.8 wrong password")

    def take_mail(self):
        mail = bytearray()
        while True:
            line = self.lines.readline()
            if not line:
                return False
            if line == b".\r\n":
                break
            mail += line[1:] if line.startswith(b".") else line
        if options.drop == "body":
            return False
        final = options.final
        if final.startswith("2"):
            final = final.replace("%d", str(self.keep(bytes(mail))))
        self.say(final)
        self.reset()
        return options.drop != "taken"

    def keep(self, mail):
        with number_lock:
            number = next(numbers)
        path = os.path.join(options.folder, str(number))
        with open(path + ".eml", "wb") as file:
            file.write(mail)
        envelope = {
            "sender": self.sender,
            "recipients": self.recipients,
            "helo": self.helo,
            "secure": self.secure,
            "user": self.user,
        }
        with open(path + ".json", "w") as file:
            json.dump(envelope, file)
        return number


def handle(connection):
    try:
        with connection:
            Session(connection).serve()
    except OSError:
        pass  # the client left


def accept(server):
    while True:
        connection, _ = server.accept()
        threading.Thread(target=handle, args=(connection,), daemon=True).start()


server = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=accept, args=(server,), daemon=True).start()
print(server.getsockname()[1], flush=True)
sys.stdin.read()
