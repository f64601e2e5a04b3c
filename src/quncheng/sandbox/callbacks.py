"""Calls the addresses that bots and apps have given: signed, enciphered, within the platform's patience.

Vendor pages: https://developer.work.weixin.qq.com/document/path/90238, 90968, 101033
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from xml.etree import ElementTree

import httpx2
import msgspec
from msgspec import Struct

from quncheng.sandbox.crypto import CallbackError, CallbackKeys
from quncheng.sandbox.errors import Refused
from quncheng.sandbox.model import CallbackAddress
from quncheng.sandbox.state import Platform

ATTEMPTS = 3
OK = 200


class Background:
    """Tasks that outlive the request that began them."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def cancel(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()


class EncryptedJson(Struct):
    encrypt: str
    msgsignature: str = ""
    timestamp: int = 0
    nonce: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """How an enciphered text is wrapped: JSON for bots, XML for apps."""

    wrap: Callable[[str], str]
    unwrap: Callable[[str], EncryptedJson]
    nonce_is_echoed: bool


def unwrap_json(text: str) -> EncryptedJson:
    try:
        return msgspec.json.decode(text, type=EncryptedJson)
    except msgspec.DecodeError as error:
        raise CallbackError(-40002, "the reply is not the expected JSON") from error


def parse_xml(text: str) -> ElementTree.Element:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise CallbackError(-40002, "document types are not accepted")
    try:
        parser: ElementTree.XMLPullParser[ElementTree.Element] = ElementTree.XMLPullParser(["end"])
        parser.feed(text)
        parser.close()
        root = list(parser.read_events())[-1][-1]
    except ElementTree.ParseError as error:
        raise CallbackError(-40002, "the reply is not XML") from error
    if not isinstance(root, ElementTree.Element):
        raise CallbackError(-40002, "the reply is not XML")
    return root


def unwrap_xml(text: str) -> EncryptedJson:
    root = parse_xml(text)
    stamp = root.findtext("TimeStamp", "")
    return EncryptedJson(
        root.findtext("Encrypt", ""),
        root.findtext("MsgSignature", ""),
        int(stamp) if stamp.isdigit() else 0,
        root.findtext("Nonce", ""),
    )


def cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def bot_envelope() -> Envelope:
    return Envelope(lambda encrypted: msgspec.json.encode({"encrypt": encrypted}).decode(), unwrap_json, True)


def app_envelope(corp_id: str, agent_id: int) -> Envelope:
    head = f"<xml><ToUserName>{cdata(corp_id)}</ToUserName><AgentID>{cdata(str(agent_id))}</AgentID>"
    return Envelope(lambda encrypted: f"{head}<Encrypt>{cdata(encrypted)}</Encrypt></xml>", unwrap_xml, False)


class CallbackSender:
    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._client = httpx2.AsyncClient(follow_redirects=False, trust_env=False)

    async def close(self) -> None:
        await self._client.aclose()

    async def verify(self, address: CallbackAddress) -> None:
        """The check when an address is saved. Raises Refused with what was wrong."""
        secret = self._platform.identifiers.token(20)
        encrypted = address.keys.encrypt(secret, salt=self._platform.identifiers.key(16))
        params = {**self._signature(address.keys, encrypted), "echostr": encrypted}
        timeout = self._platform.settings.verification_timeout_seconds
        try:
            response = await asyncio.wait_for(self._client.get(address.url, params=params), timeout)
        except (httpx2.HTTPError, TimeoutError) as error:
            raise Refused(f"callback verification failed: {type(error).__name__}") from error
        if response.status_code != OK or response.content != secret.encode():
            raise Refused("callback verification failed: the answer is not the bare text")

    async def send(self, address: CallbackAddress, text: str, *, envelope: Envelope, attempts: int) -> str | None:
        """The plain reply, empty when there is none; nothing when the address never answered with 200."""
        for _ in range(attempts):
            encrypted = address.keys.encrypt(text, salt=self._platform.identifiers.key(16))
            params = self._signature(address.keys, encrypted)
            self._platform.record(address.url, "out", text)
            answer = await self._post(address.url, envelope.wrap(encrypted), params)
            if answer is not None:
                return self._plain_reply(address, answer, envelope=envelope, nonce=params["nonce"])
        return None

    async def _post(self, url: str, body: str, params: dict[str, str]) -> str | None:
        timeout = self._platform.settings.callback_timeout_seconds
        try:
            response = await asyncio.wait_for(self._client.post(url, params=params, content=body.encode()), timeout)
        except (httpx2.HTTPError, TimeoutError) as error:
            self._platform.record(url, "failed", type(error).__name__)
            return None
        if response.status_code != OK:
            self._platform.record(url, "failed", f"HTTP {response.status_code}")
            return None
        return response.text

    def _plain_reply(self, address: CallbackAddress, answer: str, *, envelope: Envelope, nonce: str) -> str:
        if not answer.strip():
            return ""
        try:
            reply = envelope.unwrap(answer)
            if envelope.nonce_is_echoed and reply.nonce != nonce:
                raise CallbackError(-40002, "the nonce is not the callback's")
            address.keys.verify(reply.msgsignature, reply.encrypt, timestamp=str(reply.timestamp), nonce=reply.nonce)
            plain = address.keys.decrypt(reply.encrypt)
        except CallbackError as error:
            self._platform.record(address.url, "refused", str(error))
            return ""
        self._platform.record(address.url, "in", plain)
        return plain

    def _signature(self, keys: CallbackKeys, encrypted: str) -> dict[str, str]:
        timestamp = str(int(self._platform.clock.now()))
        nonce = self._platform.identifiers.token(10)
        signature = keys.sign(encrypted, timestamp=timestamp, nonce=nonce)
        return {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}
