"""Packages in the table: rows that stand for all files of one drop, folder or command."""
