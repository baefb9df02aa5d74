"""Reads the profiles of data/profiles/*.toml; one with a fault is named and stays out, staff's edits stay."""

from pathlib import Path

from occupations import wording
from occupations.imports import DATA, by_source_slug
from occupations.models import Occupation, Profile
from portal.imports import BadSource, Values, recording, upsert
from portal.models import ImportRun

PROFILES = DATA / "profiles"
LINES = ["tasks", "fits", "fits_not", "good_to_know", "after", "synonyms", "related"]
TEXTS = ["summary", "workplace", "day", "beginners", "conditions", "subjects", "strengths"]


def import_profiles(folder: Path = PROFILES) -> ImportRun:
    occupations = by_source_slug(Occupation.objects.all())
    with recording("Berufsprofile", folder.name) as run:
        try:
            profiles = wording.read_profiles(folder)
        except ValueError as error:
            raise BadSource(str(error)) from error
        records = {}
        for slug, profile in profiles.items():
            problems = wording.faults(profile) if slug in occupations else ["diesen Beruf gibt es nicht"]
            run.problems += [f"{slug}.toml: {problem}" for problem in problems]
            if not problems:
                records[(occupations[slug].pk,)] = {"occupation_id": occupations[slug].pk} | values_of(profile)
        upsert(run, Profile.objects.all(), records, key=["occupation_id"])
    return run


def values_of(profile: wording.Profile) -> Values:
    """A profile file as the model's columns: lists become lines."""
    lines = {name: "\n".join(profile[name]) for name in LINES}
    learning = "\n".join(f"{step['when']}: {step['what']}" for step in profile["learning"])
    return lines | {name: profile[name] for name in TEXTS} | {"learning": learning, "easy": profile["easy"].strip()}
