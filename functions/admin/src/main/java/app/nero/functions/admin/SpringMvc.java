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
import java.security.Principal;
import java.util.List;
import org.springframework.core.MethodParameter;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Routes requests from {@link AdminHandler} to the methods of the controllers with Spring MVC. As in every other function,
 * methods take a {@link Request}, return a {@link Response}, and may throw any exception. There is no classpath scan, and no
 * servlet response is written.
 */
final class SpringMvc {

    private final SpringLambdaContainerHandler<Exchange, Void> container;

    SpringMvc(List<Object> controllers) {
        GenericWebApplicationContext context = new GenericWebApplicationContext();
        for (Object controller : controllers) {
            context.getBeanFactory().registerSingleton(controller.getClass().getName(), controller);
        }
        context.registerBean(RequestMappingHandlerMapping.class, RequestMappingHandlerMapping::new);
        context.registerBean(RequestMappingHandlerAdapter.class, SpringMvc::adapter);
        // Leaves a controller's exceptions to the caller.
        context.registerBean(HandlerExceptionResolver.class, () -> (_, _, _, _) -> null);
        try {
            container = new SpringLambdaContainerHandler<>(Exchange.class, Void.class, new Reader(), new Writer(),
                    (_, _) -> null, new Thrower(), context, new InitializationWrapper());
            // No access log: it would contain IP addresses, and ApiFunction already logs each request.
            container.setLogFormatter(null);
            container.initialize();
        } catch (ContainerInitializationException e) {
            throw new IllegalStateException("Spring failed to start", e);
        }
    }

    /** @throws Problem for an error response */
    Response answer(Request request) {
        Exchange exchange = new Exchange(request);
        container.proxy(exchange, null);
        return exchange.response;
    }

    private static RequestMappingHandlerAdapter adapter() {
        RequestMappingHandlerAdapter adapter = new RequestMappingHandlerAdapter();
        Conversion conversion = new Conversion();
        adapter.setArgumentResolvers(List.of(conversion));
        adapter.setReturnValueHandlers(List.of(conversion));
        return adapter;
    }

    /** A servlet request made from a {@link Request}, which also carries the {@link Response} back. */
    private static final class Exchange extends AwsProxyHttpServletRequest {

        private final Request request;
        private Response response;

        Exchange(Request request) {
            super(event(request), null, null);
            this.request = request;
        }

        private static AwsProxyRequest event(Request request) {
            AwsProxyRequestContext context = new AwsProxyRequestContext();
            context.setIdentity(new ApiGatewayRequestIdentity());
            AwsProxyRequest event = new AwsProxyRequest();
            event.setRequestContext(context);
            event.setHttpMethod(request.method());
            // A path parameter in braces matches its own name. Controllers read the value from the request.
            event.setPath(request.resource());
            return event;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> request.caller().userId().value();
        }
    }

    /** Passes the {@link Request} to a controller's method and stores the {@link Response} that it returns. */
    private static final class Conversion implements HandlerMethodArgumentResolver, HandlerMethodReturnValueHandler {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Request.class;
        }

        @Override
        public Object resolveArgument(MethodParameter parameter, ModelAndViewContainer model,
                NativeWebRequest webRequest, WebDataBinderFactory binders) {
            return webRequest.getNativeRequest(Exchange.class).request;
        }

        @Override
        public boolean supportsReturnType(MethodParameter returnType) {
            return returnType.getParameterType() == Response.class;
        }

        @Override
        public void handleReturnValue(Object response, MethodParameter returnType, ModelAndViewContainer model,
                NativeWebRequest webRequest) {
            model.setRequestHandled(true);
            webRequest.getNativeRequest(Exchange.class).response = (Response) response;
        }
    }

    private static final class Reader extends RequestReader<Exchange, HttpServletRequest> {

        @Override
        public HttpServletRequest readRequest(Exchange exchange, SecurityContext security, Context lambda,
                ContainerConfig config) {
            return exchange;
        }

        @Override
        protected Class<Exchange> getRequestClass() {
            return Exchange.class;
        }
    }

    private static final class Writer extends ResponseWriter<AwsHttpServletResponse, Void> {

        @Override
        public Void writeResponse(AwsHttpServletResponse unused, Context lambda) {
            return null;
        }
    }

    /** Rethrows a controller's exception without Spring's wrapper. */
    private static final class Thrower implements ExceptionHandler<Void> {

        @Override
        public Void handle(Throwable thrown) {
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
