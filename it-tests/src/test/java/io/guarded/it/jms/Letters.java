package io.guarded.it.jms;

import io.guarded.Guarded;
import io.guarded.it.app.Gates;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Is called by the messages of a queue, several at a time as far as the container goes. */
@JMSDestinationDefinition(
        name = "java:app/jms/letters",
        interfaceName = "jakarta.jms.Queue",
        destinationName = "letters")
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:app/jms/letters"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue")
        })
public class Letters implements MessageListener {

    @Inject
    Gates gates;

    /** Waits inside the guard. */
    @Override
    @Guarded(name = "letter:{message.JMSType}", type = Guarded.REDIS)
    public void onMessage(Message message) {
        gates.of(LetterResource.typeOf(message)).pass();
    }
}
