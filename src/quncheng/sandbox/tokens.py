"""Access tokens: one per app, valid for two hours, and the checks every call begins with.

Vendor page: https://developer.work.weixin.qq.com/document/path/91039
"""

from quncheng.sandbox.errors import (
    ADDRESS_NOT_ALLOWED,
    APP_DISABLED,
    CORP_MISSING,
    INVALID_CORP,
    INVALID_CREDENTIAL,
    INVALID_TOKEN,
    SECRET_MISSING,
    TOKEN_EXPIRED,
    TOKEN_MISSING,
    PlatformError,
)
from quncheng.sandbox.model import App, Token
from quncheng.sandbox.state import Platform

LIFETIME_SECONDS = 7200


def issue(platform: Platform, corp_id: str, secret: str) -> tuple[str, int]:
    """The app's token and how long it still lives; a living token is given again."""
    if not corp_id:
        raise PlatformError(CORP_MISSING, "corpid missing")
    if not secret:
        raise PlatformError(SECRET_MISSING, "corpsecret missing")
    organization = platform.organizations.get(corp_id)
    if organization is None:
        raise PlatformError(INVALID_CORP, f"invalid corpid, {_hint(platform)}")
    app = next((one for one in organization.apps.values() if one.secret == secret), None)
    if app is None:
        raise PlatformError(INVALID_CREDENTIAL, f"invalid credential, {_hint(platform)}")
    now = platform.clock.now()
    living = next((one for one in app.tokens.values() if one.expires_at > now), None)
    if living is None:
        living = Token(platform.identifiers.token(214), now + LIFETIME_SECONDS)
        app.tokens[living.value] = living
    return living.value, int(living.expires_at - now)


def app_for(platform: Platform, token: str, address: str) -> App:
    """The app a call speaks for. Raises PlatformError."""
    if not token:
        raise PlatformError(TOKEN_MISSING, f"access_token missing, {_hint(platform)}")
    for organization in platform.organizations.values():
        for app in organization.apps.values():
            known = app.tokens.get(token)
            if known is not None:
                _check(platform, app, token=known, address=address)
                return app
    raise PlatformError(INVALID_TOKEN, f"invalid access_token, {_hint(platform)}")


def _check(platform: Platform, app: App, *, token: Token, address: str) -> None:
    if token.expires_at <= platform.clock.now():
        raise PlatformError(TOKEN_EXPIRED, f"access_token expired, {_hint(platform)}")
    if app.allowed_addresses is not None and address not in app.allowed_addresses:
        raise PlatformError(ADDRESS_NOT_ALLOWED, f"not allow to access from your ip, {_hint(platform)}")
    if not app.is_enabled:
        raise PlatformError(APP_DISABLED, f"app is disabled, {_hint(platform)}")


def _hint(platform: Platform) -> str:
    """Different every time, so that nobody compares texts."""
    return f"hint: [{int(platform.clock.now())}{platform.identifiers.number():06d}], more info at /devtool/query"
