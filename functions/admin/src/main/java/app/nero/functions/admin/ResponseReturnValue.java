package app.nero.functions.admin;

import app.nero.functions.admin.SpringMvc.CarryingResponse;
import app.nero.http.Response;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Passes on the {@link Response} that a controller's method returns. */
final class ResponseReturnValue implements HandlerMethodReturnValueHandler {

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return returnType.getParameterType() == Response.class;
    }

    @Override
    public void handleReturnValue(Object response, MethodParameter returnType, ModelAndViewContainer model,
            NativeWebRequest webRequest) {
        model.setRequestHandled(true);
        webRequest.getNativeResponse(CarryingResponse.class).carry((Response) response);
    }
}
