package app.nero.functions.admin;

import app.nero.http.Request;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Passes the {@link Request} to a controller's method. */
final class RequestArgument implements HandlerMethodArgumentResolver {

    /** Where the servlet request keeps it. */
    static final String ATTRIBUTE = Request.class.getName();

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Request.class;
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, ModelAndViewContainer model, NativeWebRequest webRequest,
            WebDataBinderFactory binders) {
        return webRequest.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    }
}
