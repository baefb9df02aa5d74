"""From our rows to what the interface says of them."""

import hashlib
import json

from internships.delivered import as_record
from internships.models import Delivery, Posting
from portal.structured_data import absolute


def place_of(posting: Posting) -> dict:
    record = as_record(posting)
    known = json.dumps([record, posting.status], default=str, sort_keys=True)
    return record | {
        "status": posting.status,
        "status_text": posting.get_status_display(),
        "rejection_reason": posting.rejection_reason,
        "version": hashlib.sha256(known.encode()).hexdigest()[:16],
        "url": absolute(posting.get_absolute_url()),
        "changed_at": posting.changed_at,
    }


def receipt_of(delivery: Delivery) -> dict:
    names = ("id", "received", "created", "changed", "unchanged", "closed", "rejected", "problems")
    return {"full": delivery.is_full} | {name: getattr(delivery, name) for name in names}
