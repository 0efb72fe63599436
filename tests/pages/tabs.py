"""Tabs of a browser that tests share: opening a window takes as long as showing a page in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Page

_SIZE = {"width": 1280, "height": 720}
_TABS: WeakKeyDictionary[Browser, dict[str, Page]] = WeakKeyDictionary()


@contextmanager
def blank_tab(browser: Browser, **options: Any) -> Iterator[Page]:
    """A tab with nothing in it, of a context with these options; what a test has set in one is set back after it.

    One in which a test has failed is not used again.
    """
    kept, key = _TABS.setdefault(browser, {}), repr(sorted(options.items()))
    page = kept.pop(key, None) or browser.new_context(**{"viewport": _SIZE, **options}).new_page()
    try:
        yield page
    except BaseException:
        page.context.close()
        raise
    page.goto("about:blank")
    page.mouse.move(0, 0)
    page.set_viewport_size(options.get("viewport", _SIZE))
    page.emulate_media(media="null", color_scheme=options.get("color_scheme", "light"))
    kept[key] = page


@contextmanager
def hearing(page: Page) -> Iterator[tuple[list[str], list[str]]]:
    """The addresses that a tab asks for and the messages it gives, until it is done with."""
    requests: list[str] = []
    messages: list[str] = []
    heard: dict[str, Any] = {
        "request": lambda request: requests.append(request.url),
        "console": lambda message: messages.append(message.text),
        "pageerror": lambda error: messages.append(str(error)),
        "dialog": lambda dialog: (messages.append(dialog.message), dialog.dismiss()),
    }
    for event, listener in heard.items():
        page.on(event, listener)  # type: ignore[call-overload]
    yield requests, messages
    for event, listener in heard.items():
        page.remove_listener(event, listener)
