"""Every kind of finding there is: the checks, and the problems of a file as such."""

from __future__ import annotations

from tripplan.diagnostics import Rule, Severity
from tripplan.messages import say, translated

# Problems of the file as such, which `check` reports under these names. Their messages say all, so one line does here.
OF_THE_FILE = {
    "bad-value": say("A value of the right type that the format does not allow."),
    "cycle": say("Places within each other, or groups of each other, that go round in a circle."),
    "duplicate-id": say("An id that two events have, or a person and a group."),
    "missing-key": say("A key that the table cannot do without."),
    "syntax": say("Text that is no TOML. The table around it is passed over, the others are checked."),
    "unknown-key": say("A key that the format does not have, most often misspelt."),
    "unknown-reference": say("A name that the file, the airport list or the zone data do not have."),
    "wrong-type": say("Text where a date belongs, a number where a list belongs, and so on."),
}


def rules(language: str) -> tuple[Rule, ...]:
    """All kinds of findings in a language, the checks first, each part by id."""
    from tripplan.checks import all_checks  # noqa: PLC0415 - start-up: most runs need the names above alone
    from tripplan.checks._examples import explanation  # noqa: PLC0415 - likewise

    told = [(each, explanation(each, language)) for each in all_checks()]
    checks = (Rule(each.id, each.severity, it.title, it.why, each.ready) for each, it in told)
    of_the_file = (
        Rule(id_, Severity.ERROR, said, said)
        for id_, message in OF_THE_FILE.items()
        for said in [translated(message.template, language)]
    )
    return (*checks, *of_the_file)
