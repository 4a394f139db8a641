"""Tests of bin/secret with a stand-in of Secrets Manager."""

import contextlib
import io
import json
import unittest
from unittest import mock

import secret
from botocore.exceptions import ClientError

PAIR = {"NERO_JWT_PRIVATE_KEY": "private", "NERO_JWT_PUBLIC_KEYS": "public"}
MADE = {"NERO_CODE_PEPPERS", "NERO_CURSOR_KEYS", "NERO_ERASURE_KEYS", *PAIR}
ASKED = ["CLOUDINARY_URL", "MONGODB_URI", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"]


class FakeSecrets:

    def __init__(self, content=None):
        self.content = content
        self.calls = []

    def get_secret_value(self, SecretId):
        if self.content is None:
            raise ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "GetSecretValue")
        return {"SecretString": json.dumps(self.content)}

    def create_secret(self, Name, SecretString):
        self.calls.append("create " + Name)
        self.content = json.loads(SecretString)

    def put_secret_value(self, SecretId, SecretString):
        self.calls.append("put " + SecretId)
        self.content = json.loads(SecretString)


class SecretTest(unittest.TestCase):

    def run_secret(self, secrets, *arguments, answer=lambda key: f" value of {key}\n"):
        """Runs bin/secret for dev. Returns the keys that were asked, and what was printed."""
        asked = []

        def ask(key):
            asked.append(key)
            return answer(key)

        session = mock.Mock(region_name="eu-central-1")
        session.client.return_value = secrets
        self.database = mock.Mock()
        with mock.patch("deploy.boto3.Session", return_value=session), mock.patch("secret.check_database", self.database), \
                mock.patch("secret.key_pair", return_value=dict(PAIR)), contextlib.redirect_stdout(io.StringIO()) as printed:
            secret.main("dev", ["Countries=DE", *arguments], ask)
        return asked, printed.getvalue()

    def test_creates_a_secret_with_all_keys_and_asks_only_for_those_of_providers(self):
        secrets = FakeSecrets()

        asked, printed = self.run_secret(secrets)

        self.assertEqual((asked, secrets.calls), (ASKED, ["create nero-dev"]))
        self.assertEqual(secrets.content.keys(), MADE | set(ASKED))
        self.assertEqual(secrets.content["MONGODB_URI"], "value of MONGODB_URI")
        for key in MADE - PAIR.keys():
            self.assertRegex(secrets.content[key], r"^1:[A-Za-z0-9+/]{43}=$")
        self.assertEqual(len({secrets.content[key] for key in MADE}), len(MADE))
        self.database.assert_called_once_with("value of MONGODB_URI")
        for value in secrets.content.values():
            self.assertNotIn(value, printed)

    def test_asks_for_the_keys_of_the_providers_that_are_used(self):
        asked, _ = self.run_secret(FakeSecrets(), "WithTwilio=false", "KavenegarCountries=IR", "WithStripe=true", "Engines=gemini")

        self.assertEqual(set(asked), {"CLOUDINARY_URL", "MONGODB_URI", "KAVENEGAR_API_KEY", "STRIPE_SECRET_KEY",
                                      "STRIPE_WEBHOOK_SECRET", "GEMINI_API_KEY"})

    def test_changes_one_key_alone(self):
        secrets = FakeSecrets()
        self.run_secret(secrets)
        before = dict(secrets.content)

        asked, _ = self.run_secret(secrets, "TWILIO_AUTH_TOKEN", answer=lambda key: "new")

        self.assertEqual((asked, secrets.calls[1:]), (["TWILIO_AUTH_TOKEN"], ["put nero-dev"]))
        self.assertEqual(secrets.content, before | {"TWILIO_AUTH_TOKEN": "new"})
        self.database.assert_not_called()

    def test_adds_the_keys_that_are_missing_and_never_makes_one_anew(self):
        secrets = FakeSecrets()
        self.run_secret(secrets)
        before = dict(secrets.content)

        asked, _ = self.run_secret(secrets, "WithModeration=true")
        asked_again, printed = self.run_secret(secrets, "WithModeration=true")
        asked_pepper, _ = self.run_secret(secrets, "NERO_CODE_PEPPERS")

        self.assertEqual((asked, asked_again, asked_pepper), (["OPENAI_API_KEY"], [], ["NERO_CODE_PEPPERS"]))
        self.assertIn("has all keys", printed)
        self.assertEqual(secrets.content["NERO_CURSOR_KEYS"], before["NERO_CURSOR_KEYS"])

    def test_shows_values_and_changes_nothing(self):
        secrets = FakeSecrets({"MONGODB_URI": "mongodb://db", "CLOUDINARY_URL": "cloudinary://x"})

        asked, printed = self.run_secret(secrets, "--show", "MONGODB_URI")

        self.assertEqual((asked, printed, secrets.calls), ([], "mongodb://db\n", []))
        with self.assertRaisesRegex(ValueError, "has no TWILIO_AUTH_TOKEN"):
            self.run_secret(secrets, "--show", "TWILIO_AUTH_TOKEN")

    def test_refuses_unknown_and_empty_keys(self):
        secrets = FakeSecrets()
        with self.assertRaisesRegex(ValueError, "no key GEMINI_API_KEY"):
            self.run_secret(secrets, "GEMINI_API_KEY")
        with self.assertRaisesRegex(ValueError, "CLOUDINARY_URL is empty"):
            self.run_secret(secrets, answer=lambda key: "\n")
        self.assertEqual(secrets.calls, [])

    def test_refuses_values_that_do_not_fit_into_a_function(self):
        secrets = FakeSecrets()
        with self.assertRaisesRegex(ValueError, r"The variables of \w+ have \d+ bytes, but Lambda allows 4096"):
            self.run_secret(secrets, answer=lambda key: "x" * 4000)
        self.assertEqual(secrets.calls, [])

    def test_changes_nothing_if_the_database_does_not_answer(self):
        with self.assertRaisesRegex(ValueError, "does not answer") as raised:
            with mock.patch("secret.MongoClient", wraps=lambda uri, **_: secret_client(uri)):
                secret.check_database("mongodb://user:password@127.0.0.1:9/nero")
        self.assertNotIn("password@", str(raised.exception))


def secret_client(uri):
    """A client that gives up at once."""
    from pymongo import MongoClient
    return MongoClient(uri, serverSelectionTimeoutMS=50)


if __name__ == "__main__":
    unittest.main()
