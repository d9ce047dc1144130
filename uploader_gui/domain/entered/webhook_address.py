"""The address of a webhook as it is entered and kept."""

import re
from urllib.parse import quote

from uploader_gui.domain.entered.endpoint_address import clean_endpoint
from uploader_gui.domain.entered.entered_text import entered
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message

_SCHEMES = frozenset({"", "http", "https"})
_ONE_HOST = re.compile(r"([^/?#,{}\s]+)([/?][^#\s]*)?(?:#.*)?")
_LEFT_AS_IT_IS = "/%?=&:;@!$'()*+,~-._[]"


def clean_webhook(text: str) -> str:
    """``http(s)://host[:port]/path?query``; "" for nothing. A host alone gets ``https``, this machine ``http``.

    Raises BadSettingsError for what is no such address, or has a user name in it.
    """
    text = entered(text, "The webhook's address")
    if not text:
        return ""
    before, separator, rest = text.partition("://")
    scheme, rest = (before.lower(), rest) if separator else ("", text)
    found = _ONE_HOST.fullmatch(rest)
    if scheme not in _SCHEMES or found is None:
        raise BadSettingsError(message(MessageCode.WEBHOOK_NO_ADDRESS))
    host, target = found.groups(default="")
    endpoint = clean_endpoint(f"{scheme}://{host}" if scheme else host)
    return endpoint + quote(target, safe=_LEFT_AS_IT_IS)
