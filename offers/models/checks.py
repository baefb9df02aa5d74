"""What the nightly checks found out about addresses of the net and of mail."""

from django.db import models

CERTAIN_AFTER = 3  # nights in a row: a server may have a bad day


class AddressCheckQuerySet(models.QuerySet):
    def broken(self):
        """What failed so often that somebody should look."""
        return self.exclude(outcome__in=AddressCheck.GOOD).filter(failures__gte=CERTAIN_AFTER)


class AddressCheck(models.Model):
    """One address, however many entries name it; it goes when no entry does any more."""

    class Outcome(models.TextChoices):
        OK = "ok", "in Ordnung"
        MOVED = "moved", "umgezogen"
        NOT_FOUND = "not_found", "Seite fehlt"
        FORBIDDEN = "forbidden", "Zugriff verweigert"
        SERVER_ERROR = "server_error", "Fehler des Servers"
        BUSY = "busy", "Server überlastet"
        TIMEOUT = "timeout", "keine Antwort"
        REFUSED = "refused", "nicht erreichbar"
        UNKNOWN_HOST = "unknown_host", "Name unbekannt"
        CERTIFICATE = "certificate", "Zertifikat ungültig"
        LOOP = "loop", "Weiterleitung im Kreis"
        PRIVATE = "private", "nicht öffentlich"
        SCHEME = "scheme", "keine Internetadresse"
        GARBLED = "garbled", "Antwort unlesbar"
        MISTYPED = "mistyped", "wohl vertippt"
        BOUNCED = "bounced", "nimmt keine Mails an"

    GOOD = (Outcome.OK, Outcome.MOVED, Outcome.FORBIDDEN, Outcome.BUSY)
    HELP = {
        Outcome.OK: "Alles gut.",
        Outcome.MOVED: "Die Seite ist dauerhaft umgezogen. Tragen Sie die neue Adresse ein, solange die alte noch dorthin führt.",
        Outcome.NOT_FOUND: "Die Seite gibt es dort nicht mehr. Suchen Sie beim Träger nach dem neuen Ort, oder nehmen Sie die Startseite.",
        Outcome.FORBIDDEN: "Der Server lässt Programme nicht ein. Öffnen Sie die Seite selbst: Geht sie im Browser, ist nichts zu tun.",
        Outcome.SERVER_ERROR: "Der fremde Server hat einen Fehler. Meist vergeht das; nach einer Woche beim Träger nachfragen.",
        Outcome.BUSY: "Der Server hat um Geduld gebeten. Wir fragen in einer der nächsten Nächte wieder.",
        Outcome.TIMEOUT: "Der Server antwortet nicht. Probieren Sie es im Browser; bleibt es so, beim Träger nachfragen.",
        Outcome.REFUSED: "Unter dieser Adresse läuft kein Server. Prüfen Sie, ob sich jemand vertippt hat, etwa http statt https.",
        Outcome.UNKNOWN_HOST: "Den Namen kennt das Netz nicht. Meist ein Tippfehler oder eine aufgegebene Domain. E-Mail geht selten doch.",
        Outcome.CERTIFICATE: "Das Sicherheitszertifikat ist abgelaufen oder falsch; Browser warnen davor. Sagen Sie es dem Träger.",
        Outcome.LOOP: "Die Seite leitet im Kreis weiter. Tragen Sie eine Adresse ein, die ohne Umweg funktioniert.",
        Outcome.PRIVATE: "Die Adresse liegt in einem internen Netz. Von außen sieht niemand sie.",
        Outcome.SCHEME: "Das ist keine Adresse, die mit http:// oder https:// beginnt.",
        Outcome.GARBLED: "Der Server antwortet unverständlich. Probieren Sie es im Browser.",
        Outcome.BOUNCED: "Eine Mail an diese Adresse kam zurück. Fragen Sie den Träger nach einer anderen.",
        Outcome.MISTYPED: "Die Adresse sieht einer bekannten sehr ähnlich. Fragen Sie nach, bevor Post ins Leere geht.",
    }

    address = models.CharField("Adresse", max_length=300, unique=True)
    outcome = models.CharField("Ergebnis", max_length=14, choices=Outcome, blank=True)
    detail = models.CharField("Einzelheit", max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField("Fehler in Folge", default=0)
    checked_at = models.DateTimeField("geprüft", null=True)

    objects = AddressCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "geprüfte Adresse"
        verbose_name_plural = "geprüfte Adressen"
        ordering = ["-failures", "address"]

    def __str__(self):
        return self.address

    @property
    def help(self) -> str:
        return self.HELP.get(self.outcome, "Noch nicht geprüft.")
