"""Occupations that feel alike: by interest profile where there is one, within shared fields and the classification otherwise."""

from statistics import fmean, pstdev

from occupations.models import SCALES, Occupation


def similar_to(occupation: Occupation, count: int = 6) -> list[Occupation]:
    """The nearest occupations, most alike first; two queries."""
    others = Occupation.objects.published().exclude(pk=occupation.pk)
    profiles = list(others.exclude(realistic=None).values_list("pk", "kldb", *SCALES.values()))
    if occupation.interests is None or not profiles:
        return list(others.filter(kldb__startswith=occupation.kldb[:3]).only("name", "slug", "months", "training")[:count])
    own = list(occupation.interests.values())
    spreads = [pstdev(map(float, column)) or 1 for column in list(zip(*profiles, strict=True))[2:]]
    means = [fmean(map(float, column)) for column in list(zip(*profiles, strict=True))[2:]]

    def distance(profile) -> float:
        """Squared distance of the standardised profiles; a shared main group of the KldB counts as near."""
        pk, kldb, *values = profile
        apart = sum(
            ((float(value) - mean) / spread - (mine - mean) / spread) ** 2
            for value, mine, mean, spread in zip(values, own, means, spreads, strict=True)
        )
        return apart - (1.5 if kldb[:2] == occupation.kldb[:2] else 0)

    nearest = [profile[0] for profile in sorted(profiles, key=distance)[:count]]
    found = Occupation.objects.only("name", "slug", "months", "training").in_bulk(nearest)
    return [found[pk] for pk in nearest]
