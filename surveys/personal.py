"""Why nothing of surveys is in the table of personal data: nothing leads from an account to it."""

from accounts.personal import exempt


def register() -> None:
    exempt("surveys.AnswerTheme", "the municipality's own words")
    exempt("surveys.Contact", "given in an answer that has no account; kept apart from the answers, goes by retention")
    exempt("surveys.Draft", "answers that nobody has sent, of no account, found by their link alone; go by the clock")
    exempt("surveys.Response", "anonymous: no account, no address, no time finer than the day")
    exempt("surveys.SurveyPage", "the municipality's own text")
    exempt("surveys.ThemedAnswer", "a theme of an anonymous answer; neither who gave it nor when")
    exempt("surveys.Version", "what the municipality asked")
