package io.guarded.it.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Believes who a caller says to be: the roles are tested here, and not how a server finds them. */
@WebFilter("/*")
public class TestLogin extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String role = request.getHeader("Test-Role");
        chain.doFilter(role == null ? request : new LoggedIn(request, role), response);
    }

    private static final class LoggedIn extends HttpServletRequestWrapper {
        private final String role;

        LoggedIn(HttpServletRequest request, String role) {
            super(request);
            this.role = role;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> "eve\nforged";
        }

        @Override
        public boolean isUserInRole(String asked) {
            return asked.equals(role);
        }
    }
}
