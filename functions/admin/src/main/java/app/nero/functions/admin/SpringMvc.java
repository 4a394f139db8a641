package app.nero.functions.admin;

import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import com.amazonaws.serverless.exceptions.ContainerInitializationException;
import com.amazonaws.serverless.proxy.ExceptionHandler;
import com.amazonaws.serverless.proxy.InitializationWrapper;
import com.amazonaws.serverless.proxy.RequestReader;
import com.amazonaws.serverless.proxy.ResponseWriter;
import com.amazonaws.serverless.proxy.internal.servlet.AwsHttpServletResponse;
import com.amazonaws.serverless.proxy.internal.servlet.AwsProxyHttpServletRequest;
import com.amazonaws.serverless.proxy.model.ApiGatewayRequestIdentity;
import com.amazonaws.serverless.proxy.model.AwsProxyRequest;
import com.amazonaws.serverless.proxy.model.AwsProxyRequestContext;
import com.amazonaws.serverless.proxy.model.ContainerConfig;
import com.amazonaws.serverless.proxy.spring.SpringLambdaContainerHandler;
import com.amazonaws.services.lambda.runtime.Context;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.SecurityContext;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.ConfigurableWebApplicationContext;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Spring MVC between {@link AdminHandler} and the controllers: it finds the method that answers a request. Methods take a
 * {@link Request}, return a {@link Response} and throw what they like, as in every other function, so answers look the
 * same. There is no classpath scan, and no servlet response is written.
 */
final class SpringMvc {

    private final Container container;

    private SpringMvc(Container container) {
        this.container = container;
    }

    /** Starts Spring with these controllers, on this thread. */
    static SpringMvc with(List<Object> controllers) {
        GenericWebApplicationContext context = new GenericWebApplicationContext();
        for (Object controller : controllers) {
            context.getBeanFactory().registerSingleton(controller.getClass().getName(), controller);
        }
        context.registerBean(RequestMappingHandlerMapping.class, RequestMappingHandlerMapping::new);
        context.registerBean(RequestMappingHandlerAdapter.class, SpringMvc::adapter);
        // The caller handles what a controller throws.
        context.registerBean(HandlerExceptionResolver.class, () -> (_, _, _, _) -> null);
        Container container = new Container(context);
        try {
            container.initialize();
        } catch (ContainerInitializationException e) {
            throw new IllegalStateException("Spring cannot start", e);
        }
        return new SpringMvc(container);
    }

    /** @throws Problem for an answer other than success */
    Response answer(Request request) {
        return container.proxy(request, null);
    }

    private static RequestMappingHandlerAdapter adapter() {
        RequestMappingHandlerAdapter adapter = new RequestMappingHandlerAdapter();
        adapter.setArgumentResolvers(List.of(new RequestArgument()));
        adapter.setReturnValueHandlers(List.of(new ResponseReturnValue()));
        return adapter;
    }

    /** The container's servlet response, which carries a {@link Response} instead of bytes. */
    static final class CarryingResponse extends AwsHttpServletResponse {

        private Response response;

        private CarryingResponse(HttpServletRequest request, CountDownLatch latch) {
            super(request, latch);
        }

        void carry(Response answer) {
            response = answer;
        }
    }

    /** Amazon's container for {@link Request} and {@link Response}. */
    private static final class Container extends SpringLambdaContainerHandler<Request, Response> {

        private Container(ConfigurableWebApplicationContext context) {
            super(Request.class, Response.class, new Reader(), new Writer(),
                    (request, _) -> new CallerContext(request), new Thrower(), context,
                    new InitializationWrapper());
            // Its own log line would contain IP addresses, and ApiFunction writes one.
            setLogFormatter(null);
        }

        @Override
        protected AwsHttpServletResponse getContainerResponse(HttpServletRequest request, CountDownLatch latch) {
            return new CarryingResponse(request, latch);
        }
    }

    private static final class Reader extends RequestReader<Request, HttpServletRequest> {

        @Override
        public HttpServletRequest readRequest(Request request, SecurityContext security, Context lambda,
                ContainerConfig config) {
            AwsProxyRequestContext context = new AwsProxyRequestContext();
            context.setIdentity(new ApiGatewayRequestIdentity());
            AwsProxyRequest event = new AwsProxyRequest();
            event.setRequestContext(context);
            event.setHttpMethod(request.method());
            event.setPath(path(request));
            HttpServletRequest read = new AwsProxyHttpServletRequest(event, lambda, security, config);
            read.setAttribute(RequestArgument.ATTRIBUTE, request);
            return read;
        }

        private static String path(Request request) {
            String path = request.resource();
            for (Map.Entry<String, String> parameter : request.pathParameters().entrySet()) {
                path = path.replace("{" + parameter.getKey() + "}",
                        URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            }
            return path;
        }

        @Override
        protected Class<? extends Request> getRequestClass() {
            return Request.class;
        }
    }

    /** The caller, as the servlet request needs it. */
    private record CallerContext(Request request) implements SecurityContext {

        @Override
        public Principal getUserPrincipal() {
            return () -> request.caller().userId().value();
        }

        @Override
        public boolean isUserInRole(String role) {
            return request.caller().role().text().equals(role);
        }

        @Override
        public boolean isSecure() {
            return true;
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }

    private static final class Writer extends ResponseWriter<AwsHttpServletResponse, Response> {

        @Override
        public Response writeResponse(AwsHttpServletResponse carrying, Context lambda) {
            return ((CarryingResponse) carrying).response;
        }
    }

    /** Rethrows what a controller threw, without what Spring wrapped around it. */
    private static final class Thrower implements ExceptionHandler<Response> {

        @Override
        public Response handle(Throwable thrown) {
            Throwable cause = thrown instanceof ServletException && thrown.getCause() != null
                    ? thrown.getCause()
                    : thrown;
            switch (cause) {
                case NoHandlerFoundException _,HttpRequestMethodNotSupportedException _ -> throw Problem.notFound();
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(cause);
            }
        }

        @Override
        public void handle(Throwable thrown, OutputStream stream) {
            handle(thrown);
        }
    }
}
