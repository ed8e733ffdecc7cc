"""Identities, contact points and the observations between them."""
