"""Creates API Gateway proxy events, and the tokens that the peers verify."""

import base64
import hashlib
import hmac
import json
import time

SECRET = 'a-secret-of-the-peers-that-is-long-enough-for-HS256'
WEBHOOK_SECRET = 'whsec_' + 'A' * 43 + '='
STAGE = 'api'


def _part(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def token(user):
    """A token for the peers. They verify it themselves, while Nero's authorizer, or its function, verifies Nero's tokens."""
    claims = {'sub': user, 'role': 'user', 'iat': int(time.time()), 'exp': int(time.time()) + 86_400}
    signed = _part(b'{"alg":"HS256","typ":"JWT"}') + '.' + _part(json.dumps(claims).encode())
    return signed + '.' + _part(hmac.digest(SECRET.encode(), signed.encode(), hashlib.sha256))


def webhook(resource, generation_id):
    """A signed webhook of Replicate."""
    now, body = int(time.time()), {'id': 'ufawqhfynnddngldkgtslldrkq', 'status': 'succeeded'}
    signed = f'msg_1.{now}.{json.dumps(body)}'.encode()
    signature = hmac.digest(base64.b64decode(WEBHOOK_SECRET.removeprefix('whsec_')), signed, hashlib.sha256)
    return event('POST', resource, path={'id': generation_id}, body=body, more={
        'webhook-id': 'msg_1', 'webhook-timestamp': str(now), 'webhook-signature': 'v1,' + base64.b64encode(signature).decode()})


def event(method, resource, user=None, path=None, query=None, body=None, more=None, access_token=None):
    """A proxy event that all subjects accept. Functions of Nero that verify tokens themselves require an access token of Nero."""
    headers = (more or {}) | {
        'Accept': 'application/json', 'Accept-Encoding': 'gzip, deflate, br', 'Accept-Language': 'en',
        'CloudFront-Forwarded-Proto': 'https', 'CloudFront-Is-Desktop-Viewer': 'true', 'CloudFront-Viewer-Country': 'DE',
        'Host': 'abcdefghij.execute-api.eu-central-1.amazonaws.com', 'Origin': 'https://nero.example',
        'User-Agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15',
        'Via': '2.0 0123456789abcdef.cloudfront.net (CloudFront)', 'X-Forwarded-For': '192.0.2.1, 198.51.100.1',
        'X-Forwarded-Port': '443', 'X-Forwarded-Proto': 'https', 'X-Amzn-Trace-Id': 'Root=1-66f0f0f0-0123456789abcdef01234567'}
    authorizer = None
    if user:
        headers['Authorization'] = 'Bearer ' + (access_token or token(user))
        # Express cannot verify a token of Nero, so it reads this header first.
        headers['X-Peer-Token'] = 'Bearer ' + token(user)
        authorizer = {'userId': user, 'sessionId': user, 'role': 'user', 'principalId': user, 'integrationLatency': 12,
                      'expiresAt': str(int(time.time()) + 86_400)}
    if body is not None:
        headers['Content-Type'] = 'application/json'
    url_path = resource
    for name, value in (path or {}).items():
        url_path = url_path.replace('{' + name + '}', value)
    context = {
        'resourceId': 'abc123', 'resourcePath': resource, 'httpMethod': method, 'path': f'/{STAGE}{url_path}', 'stage': STAGE,
        'accountId': '123456789012', 'apiId': 'abcdefghij', 'protocol': 'HTTP/1.1', 'requestId': 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
        'requestTimeEpoch': int(time.time() * 1000), 'domainName': headers['Host'],
        'identity': {'sourceIp': '192.0.2.1', 'userAgent': headers['User-Agent'], 'cognitoIdentityPoolId': None}}
    if authorizer:
        context['authorizer'] = authorizer
    return json.dumps({
        'resource': resource, 'path': url_path, 'httpMethod': method, 'headers': headers,
        'multiValueHeaders': {name: [value] for name, value in headers.items()}, 'queryStringParameters': query,
        'multiValueQueryStringParameters': {name: [value] for name, value in query.items()} if query else None,
        'pathParameters': path, 'stageVariables': None, 'requestContext': context,
        'body': None if body is None else json.dumps(body), 'isBase64Encoded': False}).encode()


def authorization(access_token):
    """The event that API Gateway sends to a token authorizer."""
    return json.dumps({'type': 'TOKEN', 'authorizationToken': 'Bearer ' + access_token,
                       'methodArn': 'arn:aws:execute-api:eu-central-1:123456789012:abcdefghij/api/GET/v1/users/me'}).encode()


def hint(generation_id):
    """The event that SQS sends to the function generation-worker."""
    return json.dumps({'Records': [{
        'messageId': '059f36b4-87a3-44ab-83d2-661975830a7d', 'receiptHandle': 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
        'body': json.dumps({'version': 1, 'id': generation_id}), 'attributes': {'ApproximateReceiveCount': '1'},
        'messageAttributes': {}, 'eventSource': 'aws:sqs', 'awsRegion': 'eu-central-1',
        'eventSourceARN': 'arn:aws:sqs:eu-central-1:123456789012:generations'}]}).encode()
