package app.nero.testing;

/** Builds CloudFormation events for the custom resource that creates the indexes. */
public final class StackEvents {

    private StackEvents() {}

    /**
     * @param requestType {@code Create}, {@code Update} or {@code Delete}
     * @param responseUrl receives the response by PUT
     */
    public static String of(String requestType, String responseUrl) {
        return """
            {
              "RequestType": "%s",
              "ServiceToken": "arn:aws:lambda:local:000000000000:function:IndexesFunction:live",
              "ResponseURL": "%s",
              "StackId": "a-stack",
              "RequestId": "a-request",
              "LogicalResourceId": "Indexes",
              "ResourceType": "AWS::CloudFormation::CustomResource",
              "ResourceProperties": {
                "ServiceToken": "arn:aws:lambda:local:000000000000:function:IndexesFunction:live",
                "ServiceTimeout": "900",
                "Version": "1"
              }
            }
            """.formatted(requestType, responseUrl);
    }
}
