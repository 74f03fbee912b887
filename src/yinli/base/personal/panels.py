"""The access log as pages of people show it."""

from yinli.base.personal import queries, wording


def log_lines(subject):
    """The access log as the panel shows it."""
    return [
        {
            "at": one.at,
            "by": one.by_name,
            "title": wording.act_words(one),
            "text": wording.reason_words(one),
            "icon": "eye-check"
            if one.act == "revealed"
            else "download"
            if one.act == "exported"
            else "circle-x",
        }
        for one in queries.access_log(subject)[:50]
    ]


def access_log(viewer, record):
    """The panel on a person's own page: the latest who looked, and the way to all that is kept."""
    return {"log": log_lines(record.subject)[:5]}
