"""The Py4J client, which calls the methods of the Java facade with strings."""

from __future__ import annotations

import os
import weakref
from contextlib import suppress
from typing import Any

from py4j.java_gateway import (
    GatewayClient,
    GatewayConnection,
    GatewayParameters,
    JavaGateway,
    JavaMember,
)
from py4j.protocol import ENTRY_POINT_OBJECT_ID

ADDRESS = "127.0.0.1"
METHODS = ("open", "start", "status", "await", "cancel", "result", "close", "sitrep")


class _Client(GatewayClient):  # type: ignore[misc]
    """A client that sends each command once.

    Py4J's own client repeats commands, prints a traceback on Ctrl-C and then fails on an attribute
    that its connections lack. Here an interrupted call only loses its connection.
    """

    def __init__(self, parameters: GatewayParameters) -> None:
        super().__init__(gateway_parameters=parameters)
        self.connections: weakref.WeakSet[Any] = weakref.WeakSet()

    def _create_connection(self) -> GatewayConnection:
        connection = GatewayConnection(self.gateway_parameters, self.gateway_property)
        self.connections.add(connection)
        connection.start()
        return connection

    def send_command(self, command: str, retry: bool = True, binary: bool = False) -> str:
        connection = self._get_connection()
        try:
            answer: str = connection.send_command(command)
        except BaseException:
            connection.close(reset=True)
            raise
        self._give_back_connection(connection)
        return answer


class Client:
    """The facade's methods, bound once, and the connections behind them."""

    def __init__(self, port: int, token: str) -> None:
        parameters = GatewayParameters(
            address=ADDRESS, port=port, auth_token=token, auto_field=False, auto_convert=False
        )
        self._client = _Client(parameters)
        gateway = JavaGateway(self._client, gateway_parameters=parameters)
        self._methods = {
            name: JavaMember(name, gateway.entry_point, ENTRY_POINT_OBJECT_ID, self._client)
            for name in METHODS
        }

    def call(self, method: str, *arguments: str) -> str:
        """Call a method of the facade."""
        return str(self._methods[method](*arguments))

    def close(self) -> None:
        """Close all connections."""
        for connection in list(self._client.connections):
            with suppress(OSError, AttributeError):
                connection.close()

    def forget(self) -> None:
        """Release the connections that belong to the parent process.

        After a fork the sockets are shared: shutting one down, as Py4J does when it collects a
        connection, would end the parent's connection.
        """
        for connection in list(self._client.connections):
            with suppress(OSError):
                os.close(connection.socket.detach())
