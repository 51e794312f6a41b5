"""An SMTP server with STARTTLS that faults as the recipient's name asks; prints its port, then
who got which message."""
import asyncio
import ssl
import sys
from email import message_from_bytes

from aiosmtpd.smtp import SMTP


class Faults:
    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        name = to.split("@")[0]
        if name == "d554":
            return "554 5.6.0 rejected"
        print(to, message_from_bytes(envelope.content)["Message-ID"], flush=True)
        if name == "slow":
            await asyncio.sleep(2)
        if name == "drop":
            server.transport.abort()
        return "250 2.0.0 taken"


def session():
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(*sys.argv[1:3])
    silence = int(sys.argv[3])
    return SMTP(
        Faults(), hostname="localhost", tls_context=tls, require_starttls=True, timeout=silence
    )


async def serve():
    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(serve())
