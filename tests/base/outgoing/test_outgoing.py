"""Calls to the outside: where they may go, and what an answering side cannot do to us."""

import ipaddress
import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from yinli.base import outgoing
from yinli.base.outgoing import OutgoingRefused
from yinli.base.outgoing.addresses import is_public

HOSTS = ("api.example.com",)


class Server(BaseHTTPRequestHandler):
    """Answers well, badly, slowly, for ever."""

    def do_GET(self):
        getattr(self, "get_" + self.path.strip("/").split("?")[0])()

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def get_host(self):
        self.answer(self.headers["Host"].encode())

    def get_redirect(self):
        self.answer(b"", 302, Location="http://169.254.169.254/latest/meta-data/")

    def get_drip(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b".")
            self.wfile.flush()
            time.sleep(0.05)

    def get_slowheaders(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(200):
            self.wfile.write(b"X: y\r\n"[:1])
            self.wfile.flush()
            time.sleep(0.05)

    def get_endless(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while True:
            self.wfile.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")

    def log_message(self, *args):
        pass


@pytest.fixture
def server(settings):
    """The address of a server on this machine that the settings name as one of ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads, server.handle_error = True, lambda *given: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    name = f"localhost:{server.server_port}"
    settings.YINLI_OUTGOING_INSIDE = (name,)
    yield name
    server.shutdown()
    server.server_close()


def names(monkeypatch, *answers):
    """A name server that gives each of `answers` (lists of addresses) once, the last for ever; counts."""
    asked = []

    def getaddrinfo(host, port, *args, **kwargs):
        found = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.fixture
def no_wire(monkeypatch):
    """Connections are written down and not made."""
    made = []

    def create_connection(address, **kwargs):
        made.append(address)
        raise ConnectionRefusedError("not in a test")

    monkeypatch.setattr(socket, "create_connection", create_connection)
    return made


def get(url, **options):
    return outgoing.request("GET", url, **{"hosts": HOSTS, **options})


def test_a_named_server_answers(server):
    answer = get(f"http://{server}/host", hosts=(server,))
    assert (answer.status, answer.body) == (200, server.encode())


def test_a_body_goes_as_json_or_as_a_form(server):
    url = f"http://{server}/"
    assert outgoing.request("POST", url, hosts=(server,), json={"a": 1}).json() == {"a": 1}
    assert outgoing.request("POST", url, hosts=(server,), data={"a": "1 2"}).body == b"a=1+2"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "https://api.example.com:8443/",
        "https://api.example.com.evil.example/",
        "https://api.example.com@evil.example/",
        "https://evil.example\\@api.example.com/",
        "https://user:pass@api.example.com/",
        "http://api.example.com/",
        "ftp://api.example.com/",
        "file:///etc/passwd",
        "gopher://api.example.com:443/",
        "https://api.example.com/\r\nHost: evil.example",
        "https://api.example.com:99999/",
        "https://аpi.example.com/",
        "//api.example.com/",
        "",
    ],
)
def test_what_is_not_https_to_a_listed_name_is_refused(monkeypatch, no_wire, url):
    asked = names(monkeypatch, ["93.184.215.14"])
    with pytest.raises(OutgoingRefused):
        get(url)
    assert asked == [] and no_wire == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_a_number_is_no_name_in_whatever_notation(no_wire, host):
    with pytest.raises(OutgoingRefused):
        get(f"https://{host}/", hosts=(host, host.strip("[]")))
    assert no_wire == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1",
        "fd00:ec2::254", "fec0::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
        "2002:7f00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused(monkeypatch, no_wire, address):
    names(monkeypatch, [address])
    with pytest.raises(OutgoingRefused, match="not on the public internet"):
        get("https://api.example.com/")
    assert no_wire == []


def test_one_bad_address_among_good_ones_is_enough(monkeypatch, no_wire):
    names(monkeypatch, ["93.184.215.14", "127.0.0.1"])
    with pytest.raises(OutgoingRefused):
        get("https://api.example.com/")
    assert no_wire == []


def test_public_addresses_are_public():
    assert is_public(ipaddress.ip_address("93.184.215.14"))
    assert is_public(ipaddress.ip_address("2606:2800:21f:cb07:6820:80da:af6b:8b2c"))


def test_a_name_server_that_changes_its_mind_is_asked_only_once(monkeypatch, no_wire):
    """DNS rebinding: a public answer for the check, ours for the connection."""
    asked = names(monkeypatch, ["93.184.215.14"], ["127.0.0.1"])
    with pytest.raises(OutgoingRefused, match="gave no answer"):
        get("https://api.example.com/")
    assert asked == ["api.example.com"]
    assert no_wire == [("93.184.215.14", 443)]


def test_proxies_of_the_environment_are_not_used(monkeypatch, server):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert get(f"http://{server}/host", hosts=(server,)).status == 200


def test_a_redirect_to_the_metadata_of_a_cloud_is_not_followed(server):
    with pytest.raises(OutgoingRefused, match="sends elsewhere"):
        get(f"http://{server}/redirect", hosts=(server, "169.254.169.254"))


@pytest.mark.parametrize("path", ["drip", "slowheaders"])
def test_a_slow_drip_ends_at_the_time_limit(server, path):
    start = time.monotonic()
    with pytest.raises(OutgoingRefused):
        get(f"http://{server}/{path}", hosts=(server,), timeout=0.5)
    assert time.monotonic() - start < 2


def test_an_endless_body_ends_at_the_size_limit(server):
    with pytest.raises(OutgoingRefused, match="more than|does not end"):
        get(f"http://{server}/endless", hosts=(server,), most_bytes=100_000)


def test_a_silent_name_server_does_not_hold_us(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(3) or [])
    start = time.monotonic()
    with pytest.raises(OutgoingRefused, match="no name server"):
        get("https://api.example.com/", timeout=0.3)
    assert time.monotonic() - start < 1.5


def own_certificate(name: str) -> bytes:
    """A key and a certificate for `name` that nobody but itself vouches for, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    pem = serialization.Encoding.PEM
    form, secret = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return made.sign(key, hashes.SHA256()).public_bytes(pem) + key.private_bytes(pem, form, secret)


@pytest.fixture
def secured(tmp_path, server, settings):
    """A server of our own network that speaks TLS with a certificate of its own making."""
    (tmp_path / "own.pem").write_bytes(own_certificate("localhost"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "own.pem")
    secured = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    secured.handle_error = lambda *given: None
    secured.socket = context.wrap_socket(secured.socket, server_side=True)
    threading.Thread(target=secured.serve_forever, daemon=True).start()
    place = f"localhost:{secured.server_port}"
    settings.YINLI_OUTGOING_INSIDE = (place,)
    yield place
    secured.shutdown()
    secured.server_close()


def test_a_certificate_nobody_vouches_for_is_refused(secured):
    with pytest.raises(OutgoingRefused, match="CERTIFICATE_VERIFY_FAILED"):
        get(f"https://{secured}/host", hosts=(secured,))


def test_a_district_can_vouch_for_its_own_servers(secured, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))
    assert get(f"https://{secured}/host", hosts=(secured,)).body == secured.encode()


def test_a_server_of_our_own_network_is_reached_by_https_alone_and_never_the_metadata(
    monkeypatch, no_wire, settings
):
    settings.YINLI_OUTGOING_INSIDE = ("api.example.com:443", "api.example.com:80")
    names(monkeypatch, ["10.0.0.8"])
    with pytest.raises(OutgoingRefused, match="gave no answer"):
        get("https://api.example.com/")
    assert no_wire == [("10.0.0.8", 443)]
    with pytest.raises(OutgoingRefused, match="public internet"):
        get("http://api.example.com/", hosts=("api.example.com:80",))
    names(monkeypatch, ["169.254.169.254"])
    with pytest.raises(OutgoingRefused, match="public internet"):
        get("https://api.example.com/")
    assert no_wire == [("10.0.0.8", 443)]
