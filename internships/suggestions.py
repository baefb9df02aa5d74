"""A first text for a new place, from what the occupation's profile says people do."""

from internships.models import Posting

Kind = Posting.Kind
TASKS = 4
OPENINGS = {
    Kind.SCHOOL_INTERNSHIP: "Bei uns lernst du diesen Beruf von innen kennen. Das kannst du ausprobieren oder aus der Nähe sehen:",
    Kind.HOLIDAY_INTERNSHIP: "In den Ferien lernst du bei uns diesen Beruf kennen. Das kannst du ausprobieren oder aus der Nähe sehen:",
    Kind.TASTER_DAY: "An einem Tag siehst du, was in diesem Beruf zu tun ist. Zum Beispiel:",
    Kind.APPRENTICESHIP: "In der Ausbildung lernst du bei uns Schritt für Schritt, was zu diesem Beruf gehört. Zum Beispiel:",
    Kind.DUAL_STUDY: "Du studierst und arbeitest im Wechsel. Bei uns im Betrieb lernst du zum Beispiel:",
    Kind.ENTRY_QUALIFICATION: "Du arbeitest einige Monate bei uns mit und bereitest dich auf die Ausbildung vor. Du lernst zum Beispiel:",
    Kind.VOLUNTARY_YEAR: "Du hilfst ein Jahr lang bei uns mit. Das gehört zum Beispiel dazu:",
}


def suggested_text(posting: Posting) -> str:
    """Plain sentences that the firm makes its own; empty where the occupation has no profile."""
    profile = getattr(posting.occupation, "profile", None)
    if profile is None:
        return ""
    tasks = "\n".join(f"– {task}" for task in profile.tasks.splitlines()[:TASKS])
    return f"{OPENINGS[posting.kind]}\n\n{tasks}"


def is_suggestion(posting: Posting) -> bool:
    """Whether the text is still ours and not the firm's."""
    return _folded(posting.description) == _folded(suggested_text(posting)) != ""


def _folded(text: str) -> str:
    return " ".join(text.split())
