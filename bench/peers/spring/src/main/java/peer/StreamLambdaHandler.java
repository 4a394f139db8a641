package peer;

import com.amazonaws.serverless.exceptions.ContainerInitializationException;
import com.amazonaws.serverless.proxy.model.AwsProxyRequest;
import com.amazonaws.serverless.proxy.model.AwsProxyResponse;
import com.amazonaws.serverless.proxy.spring.SpringBootLambdaContainerHandler;
import com.amazonaws.serverless.proxy.spring.SpringBootProxyHandlerBuilder;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

public class StreamLambdaHandler implements RequestStreamHandler {

    private final SpringBootLambdaContainerHandler<AwsProxyRequest, AwsProxyResponse> container;

    public StreamLambdaHandler() throws ContainerInitializationException {
        container = new SpringBootProxyHandlerBuilder<AwsProxyRequest>().defaultProxy()
                .springBootApplication(Application.class).servletApplication().buildAndInitialize();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        container.proxyStream(event, response, context);
    }
}
