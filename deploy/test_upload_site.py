"""Tests of bin/deploy site with stand-ins of AWS and of npm."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import upload_site

OUTPUTS = {"ApiUrl": "https://api.example/api/v1", "SiteBucketName": "bucket", "SiteId": "E1", "SiteUrl": "https://site.example"}


class UploadSiteTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.site = Path(folder.name)
        (self.site / "assets").mkdir()
        for name in ("index.html", "favicon.svg", "assets/app-1a2b.js", "assets/app-1a2b.css", "sw.js", "unknown"):
            (self.site / name).write_text(name)

    def upload(self):
        s3 = mock.Mock()
        self.assertEqual(upload_site.upload(s3, "bucket", self.site), 6)
        return {call.args[2]: call.kwargs["ExtraArgs"] for call in s3.upload_file.call_args_list}

    def test_uploads_the_page_after_the_files_that_it_refers_to(self):
        names = list(self.upload())

        self.assertEqual(names[-1], "index.html")
        self.assertEqual(set(names[:2]), {"assets/app-1a2b.js", "assets/app-1a2b.css"})

    def test_only_files_with_a_hash_in_their_name_are_cached(self):
        files = self.upload()

        self.assertEqual({name for name, options in files.items() if "immutable" in options["CacheControl"]},
                         {"assets/app-1a2b.js", "assets/app-1a2b.css"})
        self.assertEqual({options["CacheControl"] for name, options in files.items() if not name.startswith("assets/")}, {"no-cache"})

    def test_browsers_get_the_type_of_each_file(self):
        types = {name: options["ContentType"] for name, options in self.upload().items()}

        self.assertEqual((types["index.html"], types["favicon.svg"], types["assets/app-1a2b.css"], types["unknown"]),
                         ("text/html", "image/svg+xml", "text/css", "application/octet-stream"))
        self.assertIn("javascript", types["assets/app-1a2b.js"])

    def test_builds_with_the_api_of_the_stack_and_invalidates(self):
        session, clients = mock.Mock(region_name="eu-central-1"), {name: mock.Mock() for name in ("cloudformation", "s3", "cloudfront")}
        session.client.side_effect = clients.get
        clients["cloudformation"].describe_stacks.return_value = {"Stacks": [{"Outputs": [
            {"OutputKey": key, "OutputValue": value} for key, value in OUTPUTS.items()]}]}
        steps = mock.Mock()
        steps.upload.return_value = 5
        steps.attach_mock(clients["cloudfront"].create_invalidation, "invalidate")
        with mock.patch("deploy.boto3.Session", return_value=session), mock.patch("upload_site.subprocess.check_call") as called, \
                mock.patch("upload_site.upload", steps.upload), contextlib.redirect_stdout(io.StringIO()) as printed:
            upload_site.main("dev", [])

        self.assertEqual(called.call_args.kwargs["env"]["VITE_API_BASE_URL"], "https://api.example/api")
        invalidation = clients["cloudfront"].create_invalidation.call_args.kwargs
        self.assertEqual((invalidation["DistributionId"], invalidation["InvalidationBatch"]["Paths"]["Items"]), ("E1", ["/*"]))
        self.assertEqual([step[0] for step in steps.mock_calls], ["upload", "invalidate"])
        self.assertIn("https://site.example", printed.getvalue())


if __name__ == "__main__":
    unittest.main()
