package io.guarded.example.chat;

/** A question with its session in the body. */
public class ChatRequest {

    private String userId = "";
    private String sessionId = "";
    private String question = "";

    /** Makes an empty request, for JSON-B. */
    public ChatRequest() {}

    /**
     * Gives who asks.
     *
     * @return the user
     */
    public String getUserId() {
        return userId;
    }

    /**
     * Sets who asks.
     *
     * @param userId the user
     */
    public void setUserId(String userId) {
        this.userId = userId;
    }

    /**
     * Gives the session.
     *
     * @return the session
     */
    public String getSessionId() {
        return sessionId;
    }

    /**
     * Sets the session.
     *
     * @param sessionId the session
     */
    public void setSessionId(String sessionId) {
        this.sessionId = sessionId;
    }

    /**
     * Gives the question.
     *
     * @return the question
     */
    public String getQuestion() {
        return question;
    }

    /**
     * Sets the question.
     *
     * @param question the question
     */
    public void setQuestion(String question) {
        this.question = question;
    }
}
