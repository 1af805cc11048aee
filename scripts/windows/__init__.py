"""Raadstutor for Windows: a folder to unpack, an installer and a package for the helpdesk, made without a network."""
