"""What other rooms' pages show of articles."""

from django import template

from articles.prose import image

register = template.Library()
register.simple_tag(image, name="picture")
