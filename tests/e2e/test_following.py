"""Following: with an account, and by e-mail alone; what staff answer reaches both."""

from __future__ import annotations

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.kinds import addresses
from tests.e2e.roads import publish_a_proposal, somebody, sparingly
from tests.e2e.visitor import PHONE, Visitor

THEME = "ymparisto"
ANSWER = {"fi": "Penkki hankitaan keväällä.", "sv": "Bänken skaffas på våren."}
FOLLOWED = "You follow «%(title)s». You hear of it on your own page and by e-mail."


def a_proposal(invite: Invite, language: str) -> tuple[str, str]:
    """Of somebody else; title and address."""
    author = invite(language)
    author.sign_in(*somebody())
    return publish_a_proposal(author)


def staff_answers(invite: Invite, proposal: str) -> None:
    staff = invite("fi")
    staff.sign_in("preparer@koivuranta.example")
    number = re.search(r"/(\d+)/", proposal)
    assert number
    staff.page.goto(f"/admin/proposals/{number[1]}/?list=&at=0")
    staff.main.get_by_role("combobox", name=staff.say("State")).select_option("accepted")
    for code, text in ANSWER.items():
        staff.main.locator(f"[name=text_{code}]").fill(text)
        staff.main.locator(f"[name=signed_{code}]").fill({"fi": "Puistomestari", "sv": "Parkmästaren"}[code])
    staff.press("Publish the answer")


def paths(mail: str) -> list[str]:
    """Of the links in a mail; the site has another port here than it believes."""
    return re.findall(r"https?://[^/\s]+(/\S+)", mail)


def path_to(mail: str, visitor: Visitor, name: str) -> str:
    """The link in a mail that leads to a page of following, the first when there are several."""
    beginning = visitor.address(f"following:{name}", "x").removesuffix("x/")
    return next(path for path in paths(mail) if path.startswith(beginning))


def choose_pace(visitor: Visitor, group: str, pace: str) -> None:
    choices = visitor.main.get_by_role("group", name=visitor.say(group))
    choices.get_by_role("radio", name=visitor.say(pace), exact=True).check()


def title_of(visitor: Visitor) -> str:
    return visitor.main.get_by_role("heading", level=1).inner_text().strip()


@pytest.mark.slow
@sparingly
def test_with_an_account(visitor: Visitor, invite: Invite) -> None:
    language, say = visitor.language, visitor.say
    title, proposal = a_proposal(invite, language)
    address, name = somebody()
    visitor.go(proposal)
    visitor.click(visitor.main.get_by_role("link", name=say("Follow"), exact=True).first)
    visitor.press("Log in and follow")
    visitor.identify(address, name)
    visitor.is_told(FOLLOWED, title=title)
    project = addresses(visitor.server, language)["ProjectPage"]
    titles = [title]
    for page in (project, visitor.address("subjects:theme", THEME)):
        visitor.go(page)
        titles.append(title_of(visitor))
        visitor.press("Follow")
        visitor.is_told(FOLLOWED, title=titles[-1])
        expect(visitor.main.get_by_role("button", name=say("Stop following")).first).to_be_visible()

    visitor.go(visitor.address("following:settings"))
    choose_pace(visitor, "The municipality’s answers", "At once")
    choose_pace(visitor, "New proposals and what becomes of them", "Once a day")
    visitor.press("Save")
    visitor.is_told("Your choices have been saved.")

    staff_answers(invite, proposal)
    mail = visitor.server.mail_to(address, having=re.escape(ANSWER[language]))
    assert mail.splitlines()[0].strip() == say("The municipality answered: %(title)s", title=title)
    visitor.go(visitor.address("following:news"))
    visitor.click(visitor.main.get_by_role("listitem").get_by_role("link", name=title).first)
    visitor.reads(ANSWER[language])

    visitor.go(visitor.address("following:mine"))
    for one in titles:
        expect(visitor.heading(one)).to_be_visible()
    visitor.click(visitor.main.get_by_role("button", name=f"{say('Stop')} {title}"))
    visitor.is_told("You no longer follow «%(title)s».", title=title)
    expect(visitor.heading(title)).to_have_count(0)


@pytest.mark.slow
@sparingly
def test_by_email_alone(invite: Invite, language: str, javascript: bool) -> None:
    title, proposal = a_proposal(invite, language)
    reader, (address, _name) = invite(language, javascript=javascript, screen=PHONE), somebody()
    say = reader.say
    reader.go(proposal)
    reader.click(reader.main.get_by_role("link", name=say("Follow"), exact=True).first)
    reader.fill("E-mail", "not an address")
    reader.press("Follow by e-mail")
    expect(reader.field("E-mail")).to_have_attribute("aria-invalid", "true")
    reader.fill("E-mail", address)
    reader.press("Follow by e-mail")
    expect(reader.heading(say("Look at your e-mail"))).to_be_visible()

    # A scanner opens the link first; the person after it
    confirm = path_to(reader.server.mail_to(address), reader, "confirm")
    for _look in range(2):
        with urllib.request.urlopen(f"{reader.server.url}{confirm}") as seen:
            assert seen.status == 200
    reader.go(confirm)
    reader.press("Confirm")
    expect(reader.heading(say("You follow now"))).to_be_visible()
    reader.follow("Choose how often mail comes")
    expect(reader.heading(title)).to_be_visible()
    choose_pace(reader, "Comments and replies", "Never")
    reader.press("Save")
    reader.is_told("Your choices have been saved.")

    # The answer comes, and one click in the mail program stops the next
    staff_answers(invite, proposal)
    mail = reader.server.mail_to(address, having=re.escape(ANSWER[language]))
    stop = path_to(mail, reader, "stop")
    click = urllib.request.Request(f"{reader.server.url}{stop}", data=b"List-Unsubscribe=One-Click", method="POST")
    with urllib.request.urlopen(click) as stopped:
        assert stopped.status == 200
    reader.go(stop)
    expect(reader.heading(say("Stop the mail?"))).to_be_visible()
    reader.go(path_to(mail, reader, "manage"))
    expect(reader.heading(title)).to_have_count(0)
    reader.follow("Stop all mail and remove the address")
    reader.press("Stop the mail")
    expect(reader.heading(say("The mail has been stopped"))).to_be_visible()
    reader.reads(say("Your address has been deleted, and what you followed with it."))
    reader.go(path_to(mail, reader, "manage"))
    reader.follow("My page: what I follow")
