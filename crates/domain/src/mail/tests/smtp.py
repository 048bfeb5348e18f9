# Keeps what it is sent in a Maildir, and says what a real server says about some recipients.
from aiosmtpd.handlers import Mailbox


class Town(Mailbox):
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such mailbox here"
        if address.startswith("full@"):
            return "452 4.2.2 mailbox full, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"
