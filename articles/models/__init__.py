"""What editors write: articles in several languages, pictures, and the entrances for the four audiences."""

from articles.models.articles import Article, ArticleText
from articles.models.entrances import Situation, SituationText, Step, StepText
from articles.models.pictures import Picture

__all__ = ["Article", "ArticleText", "Picture", "Situation", "SituationText", "Step", "StepText"]
