"""Implements bin/deploy site: builds the web app for an environment, uploads it, and makes CloudFront serve it."""

import mimetypes
import os
import subprocess
import sys
import uuid

from botocore.exceptions import BotoCoreError, ClientError
from deploy import ROOT, environment_of, output, parse, signed_in

WEB = ROOT / "web"

# Their names contain a hash of their content.
FOREVER = "public, max-age=31536000, immutable"
REVALIDATED = "no-cache"


def main(environment, arguments):
    configured = environment_of(environment)
    _, aws, _ = parse([], arguments)
    session, _ = signed_in(aws, configured)
    cloudformation = session.client("cloudformation")
    stack = configured["stack_name"]
    api, bucket, distribution = (output(cloudformation, stack, name) for name in ("ApiUrl", "SiteBucketName", "SiteId"))
    build(api.removesuffix("/v1"))
    site = WEB / "target" / "site"
    uploaded = upload(session.client("s3"), bucket, site)
    session.client("cloudfront").create_invalidation(DistributionId=distribution, InvalidationBatch={
        "Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": str(uuid.uuid4())})
    print(f"Uploaded {uploaded} files. The web app is at {output(cloudformation, stack, 'SiteUrl')}.")
    return 0


def build(api):
    """Needs the variables VITE_OPERATOR and VITE_CONTACT."""
    subprocess.check_call(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=WEB)
    subprocess.check_call(["npm", "run", "--silent", "build"], cwd=WEB, env=os.environ | {"VITE_API_BASE_URL": api})


def upload(s3, bucket, site):
    """Uploads all files. Those that refer to others come last, so that no visitor gets a page whose files are missing. Files of earlier
    versions stay, because pages that are open still load them. Returns the number of files."""
    files = sorted((file for file in site.rglob("*") if file.is_file()),
                   key=lambda file: (file.relative_to(site).parts[0] != "assets", file.suffix == ".html", file))
    for file in files:
        name = file.relative_to(site)
        s3.upload_file(str(file), bucket, name.as_posix(), ExtraArgs={
            "ContentType": mimetypes.guess_type(file)[0] or "application/octet-stream",
            "CacheControl": FOREVER if name.parts[0] == "assets" else REVALIDATED})
    return len(files)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except (ValueError, subprocess.CalledProcessError, BotoCoreError, ClientError) as error:
        sys.exit(f"{error}")
