"""The platform's cryptography against published and own vectors."""

import base64

import pytest

from quncheng.sandbox.crypto import CallbackError, CallbackKeys, decrypt_bytes, encrypt_bytes

TOKEN = "QDG6eK"
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
CORP = "wx5823bf96d3bd56c7"
SALT = b"0123456789abcdef"
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
MESSAGE = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3"
    "TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gs"
    "ijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUa"
    "x5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIG"
    "HBZZIs2pDBS8R07+qN+E7Q=="
)
PLAIN_MESSAGE = """<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>
<FromUserName><![CDATA[mycreate]]></FromUserName>
<CreateTime>1409659813</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[hello]]></Content>
<MsgId>4561255354251345929</MsgId>
<AgentID>218</AgentID>
</xml>"""
BOT_MESSAGE = (
    '{"msgid":"M-1","aibotid":"AIB-1","chattype":"single","from":{"userid":"zhangsan"},'
    '"msgtype":"text","text":{"content":"hi"}}'
)
BOT_ENCRYPTED = (
    "sKqRbbiSUnDhFHOvPjtUMb7PvhdIhKa28drFe4957ebjVlInq1ZJaQ/lKafyCkvx1Be4vNHw+9wVGwiA3NojXRupaCpUxzcSt5L8Qh/E0GHYAbmB"
    "ZkNHgeCPFDRuihZs4ZhxF1ZoNQ4MWYDIZiPRweRFz4B1kXKP7xxZq9YI91mOPBcVDBXGgcxU8Dv5mGFEF7cvcjIpYbObxZAAbD/X0w=="
)
PAD_32 = (
    "sKqRbbiSUnDhFHOvPjtUMUh9ch85hXssTs2wMPuNYwF6jrqOo1ZCqDoU3PDzAIlvnRnbItEk6K9IHdcbhGT8tVKX9NdEzz148oU8pOYN6x2Ix4CC"
    "Bbv10IRhwej24cXX"
)

app_keys = CallbackKeys(TOKEN, KEY, CORP)
bot_keys = CallbackKeys(TOKEN, KEY, "")


def test_the_official_verification() -> None:
    app_keys.verify("5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", ECHO, timestamp="1409659589", nonce="263014780")
    assert app_keys.decrypt(ECHO) == "1616140317555161061"


def test_the_official_message_with_its_padding_of_thirty() -> None:
    app_keys.verify("477715d11cdb4164915debcba66cb864d751f3e6", MESSAGE, timestamp="1409659813", nonce="1372623149")
    assert app_keys.decrypt(MESSAGE).strip() == PLAIN_MESSAGE


@pytest.mark.parametrize(
    ("keys", "plain", "encrypted", "signature"),
    [
        (bot_keys, BOT_MESSAGE, BOT_ENCRYPTED, "f46056cb8f8cc947fc201798ab8dd8a5b8013b4e"),
        (
            app_keys,
            "<xml><A>1</A></xml>",
            "sKqRbbiSUnDhFHOvPjtUMWsBbj/bg8r0sWqOaMNgTy270cRdKTgPXhUVIoi4UuFCM4pYv+q+xTv4HFJea8XobQ==",
            "6cd9068d7cb99045ff85262536a63fef93bba900",
        ),
    ],
    ids=["bot", "app"],
)
def test_our_side_makes_the_same_bytes(keys: CallbackKeys, plain: str, encrypted: str, signature: str) -> None:
    assert keys.encrypt(plain, salt=SALT) == encrypted
    assert keys.sign(encrypted, timestamp="1700000000", nonce="nonce1") == signature
    assert keys.decrypt(encrypted) == plain


def test_a_full_block_gets_a_padding_of_thirty_two() -> None:
    assert bot_keys.encrypt("x" * 44, salt=SALT) == PAD_32
    assert bot_keys.decrypt(PAD_32) == "x" * 44


def test_a_media_file() -> None:
    key = base64.b64decode("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    ciphered = base64.b64decode("M7Rp6daj7xz+POChmhmcBTjQhtANKuWa59UQUNC+1iQ=")

    assert encrypt_bytes(b"hello media", key) == ciphered
    assert decrypt_bytes(ciphered, key) == b"hello media"


@pytest.mark.parametrize(
    ("encrypted", "code"),
    [
        ("%%%", -40010),
        (base64.b64encode(b"short").decode(), -40007),
        (base64.b64encode(b"x" * 64).decode(), -40007),
        (bot_keys.encrypt("hi", salt=SALT), -40005),
    ],
)
def test_what_does_not_decipher(encrypted: str, code: int) -> None:
    with pytest.raises(CallbackError) as refused:
        app_keys.decrypt(encrypted)
    assert refused.value.code == code


def test_a_length_beyond_the_buffer() -> None:
    plain = SALT + (1000).to_bytes(4, "big") + b"hi"
    encrypted = base64.b64encode(encrypt_bytes(plain, base64.b64decode(KEY + "="))).decode()

    with pytest.raises(CallbackError) as refused:
        bot_keys.decrypt(encrypted)
    assert refused.value.code == -40008


def test_a_forged_signature() -> None:
    with pytest.raises(CallbackError) as refused:
        app_keys.verify("0" * 40, ECHO, timestamp="1409659589", nonce="263014780")
    assert refused.value.code == -40001
