"""Chance that can be repeated: the same seed draws the same cards; and shares that leave nothing to chance."""

from collections.abc import Sequence
from random import Random


class Deck:
    """Cards in shuffled order; none comes twice before all have come."""

    def __init__(self, cards: Sequence, random: Random):
        self.cards = cards
        self.random = random
        self.left: list = []

    def draw(self, number: int) -> list:
        if len(self.left) < number:
            self.left = self.random.sample(self.cards, len(self.cards))
        drawn, self.left = self.left[:number], self.left[number:]
        return drawn


class Chance(Random):
    """A random source that keeps a deck for each list it draws from, so that neighbours differ."""

    def __init__(self, seed: str):
        super().__init__(seed)
        self.decks: dict[int, Deck] = {}

    def draw(self, cards: Sequence, number: int = 1) -> list:
        """Draws from the deck of this very list; the deck keeps the list alive, so its id stays its own."""
        deck = self.decks.get(id(cards))
        if deck is None:
            deck = self.decks[id(cards)] = Deck(cards, self)
        return deck.draw(min(number, len(cards)))

    def one(self, cards: Sequence):
        return self.draw(cards)[0]

    def weighted(self, weights: dict):
        return self.choices(list(weights), weights.values())[0]

    def happens(self, share: float) -> bool:
        return self.random() < share


def shares(weights: list[float], total: int) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total (largest remainders)."""
    exact = [weight * total / sum(weights) for weight in weights]
    counts = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda index: counts[index] - exact[index])
    for index in by_remainder[: total - sum(counts)]:
        counts[index] += 1
    return counts
