package app.nero.local.gateway;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What Lambda tells a handler of its invocation. Logs go to standard output, as in a container of Lambda's.
 *
 * @param deadline on {@link System#nanoTime}'s scale
 */
record LocalContext(String awsRequestId, String functionName, long deadline) implements Context {

    private static final String ARN = "arn:aws:lambda:local:000000000000:function:";

    @Override
    public String getAwsRequestId() {
        return awsRequestId;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + functionName;
    }

    @Override
    public String getLogStreamName() {
        return "local";
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return ARN + functionName;
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return Math.toIntExact(Math.max(0, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
    }

    @Override
    public int getMemoryLimitInMB() {
        return Math.toIntExact(Runtime.getRuntime().maxMemory() >> 20);
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {

            @Override
            public void log(String message) {
                log((message.endsWith("\n") ? message : message + "\n").getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void log(byte[] message) {
                System.out.writeBytes(message);
                System.out.flush();
            }
        };
    }
}
