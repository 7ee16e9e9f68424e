package io.guarded.it.wrong;

import io.guarded.Guarded;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Names a parameter that there is not, where no event of CDI shows a bean. */
@JMSDestinationDefinition(
        name = "java:app/jms/misspelt",
        interfaceName = "jakarta.jms.Queue",
        destinationName = "misspelt")
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:app/jms/misspelt"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue")
        })
public class MisspeltMessage implements MessageListener {

    @Override
    @Guarded(name = "wrong:{massage}")
    public void onMessage(Message message) {}
}
