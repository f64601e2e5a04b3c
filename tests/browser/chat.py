"""The sandbox's chat page in the hands of one person."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class Chat:
    page: Page

    def says(self, text: str) -> None:
        """Writes and sends, once the bot is there to hear it."""
        expect(self.page.get_by_test_id("bot-state")).to_have_text("群程 已连接")
        self.page.get_by_test_id("input").fill(text)
        self.page.get_by_test_id("send").click()

    def quotes(self, said: str, text: str) -> None:
        """Answers to a message that contains ``said``."""
        message = self.page.locator("article.message", has_text=said).last
        message.get_by_role("button", name="引用").click()
        expect(self.page.get_by_test_id("quoted")).to_contain_text(said)
        self.says(text)

    def presses(self, label: str) -> None:
        """The button of the newest card that has it."""
        self.messages.get_by_role("button", name=label, exact=True).last.click()

    @property
    def messages(self) -> Locator:
        return self.page.get_by_test_id("messages")

    @property
    def heard(self) -> Locator:
        """All that the bot said here."""
        return self.page.locator("article.message[data-sender=bot]")

    def hears(self, text: str) -> None:
        """The bot's newest message says so."""
        expect(self.heard.last).to_contain_text(text)

    def card(self, title: str) -> Locator:
        """The newest card with this title."""
        return self.page.locator(".card", has_text=title).last
