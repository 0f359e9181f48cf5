"""Why a broker cannot be read, as sentences for an operator."""

from __future__ import annotations

import socket
import ssl

from paho.mqtt.reasoncodes import ReasonCode

from console.config import MqttFeedConfig
from console.core.errors import FeedError

# MQTT 5.0, 2.4 "Reason Code".
UNSUPPORTED_VERSION = 0x84
BAD_IDENTIFIER = 0x85
BAD_PASSWORD = 0x86
NOT_AUTHORIZED = 0x87
SERVER_BUSY = 0x89
SHUTTING_DOWN = 0x8B
TAKEN_OVER = 0x8E


class OldBrokerError(FeedError):
    """Report a broker that does not speak MQTT 5."""


def of_connecting(fault: OSError | UnicodeError, config: MqttFeedConfig) -> FeedError:
    """Return the sentence for a connection that could not be made."""
    host, port = config.host, config.port
    if isinstance(fault, ssl.SSLCertVerificationError):
        return FeedError(
            "The certificate of the broker {host} is not accepted: {reason}.",
            host=host,
            reason=fault.verify_message.rstrip("."),
        )
    if isinstance(fault, ssl.SSLError):
        return FeedError(
            "No encrypted connection to the broker {host} at port {port}: {reason}.",
            host=host,
            port=port,
            reason=(fault.reason or "TLS").replace("_", " ").lower(),
        )
    if isinstance(fault, (socket.gaierror, UnicodeError)):
        return FeedError("The name {host} cannot be found in the network.", host=host)
    if isinstance(fault, ConnectionRefusedError):
        return FeedError("Nothing listens at {host}, port {port}: is the broker running?", host=host, port=port)
    if isinstance(fault, TimeoutError):
        return silent(config)
    if isinstance(fault, ConnectionError):
        return unanswered(config)
    return FeedError(
        "The broker {host} cannot be reached: {reason}.", host=host, reason=fault.strerror or type(fault).__name__
    )


def of_ca_file(fault: OSError, config: MqttFeedConfig) -> FeedError:
    """Return the sentence for a certificate file that cannot be used."""
    if isinstance(fault, ssl.SSLError):
        return FeedError("The file {file} holds no certificate (PEM).", file=config.ca_file)
    return FeedError(
        "The certificate file {file} cannot be read: {reason}.", file=config.ca_file, reason=fault.strerror
    )


def of_refusal(code: ReasonCode, config: MqttFeedConfig) -> FeedError:
    """Return the sentence for a broker that answered CONNECT with a refusal."""
    if code.value == UNSUPPORTED_VERSION:
        return OldBrokerError("The broker {host} speaks neither MQTT 5 nor MQTT 3.1.1.", host=config.host)
    if code.value in (BAD_PASSWORD, NOT_AUTHORIZED):
        if config.username:
            return FeedError(
                "The broker {host} refused the user {user} or the password.", host=config.host, user=config.username
            )
        return FeedError("The broker {host} wants a user name and a password.", host=config.host)
    if code.value == BAD_IDENTIFIER:
        return FeedError("The broker {host} refused the session's name.", host=config.host)
    return FeedError("The broker {host} refused the session: {reason}.", host=config.host, reason=str(code))


def of_topic(code: ReasonCode, config: MqttFeedConfig) -> FeedError:
    """Return the sentence for a topic that may not be read."""
    return FeedError(
        "The broker {host} does not let the topic {topic} be read: {reason}.",
        host=config.host,
        topic=config.topic,
        reason=str(code),
    )


def of_end(code: ReasonCode, config: MqttFeedConfig) -> FeedError:
    """Return the sentence for a session that ended."""
    if code.value == TAKEN_OVER:
        return FeedError(
            "Another console reads from the broker {host} under this workstation's name.", host=config.host
        )
    if code.value in (SHUTTING_DOWN, SERVER_BUSY):
        return FeedError("The broker {host} is shutting down or too busy.", host=config.host)
    if code.value in (BAD_PASSWORD, NOT_AUTHORIZED):
        return of_refusal(code, config)
    return FeedError("The connection to the broker {host} was lost.", host=config.host)


def contested(config: MqttFeedConfig) -> FeedError:
    """Return the sentence for sessions that end again and again soon after they began."""
    return FeedError(
        "The broker {host} ends the session again and again. Does another console have this workstation's name?",
        host=config.host,
    )


def silent(config: MqttFeedConfig) -> FeedError:
    """Return the sentence for a broker that says nothing."""
    return FeedError("The broker {host} does not answer at port {port}.", host=config.host, port=config.port)


def unanswered(config: MqttFeedConfig) -> FeedError:
    """Return the sentence for a peer that hung up before it accepted the session."""
    return FeedError(
        "What listens at {host}, port {port} hung up: is it a broker, and is tls set as it needs?",
        host=config.host,
        port=config.port,
    )


def not_committed(config: MqttFeedConfig) -> FeedError:
    """Return the sentence for events that the journal could not take."""
    return FeedError("The journal could not take events of {feed}: the broker keeps them.", feed=config.name)
